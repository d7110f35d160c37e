import logging

import pytest
from langchain_core.document_loaders import BaseLoader

from index.document import read_document
from index.errors import DocumentError
from index.loader import PolicyLoader

TEXT = """某市创新券管理办法
第一条 企业可以申领创新券。
第二条 每家企业每年最多领取5万元。
第三条 本办法自2020年1月1日起施行，有效期至2022年12月31日。
某市科学技术局
2019年12月20日
"""


@pytest.fixture
def folder(tmp_path):
    inside = tmp_path / "各区"
    inside.mkdir()
    (tmp_path / "vouchers.txt").write_text(TEXT, "utf-8")
    (inside / "other.txt").write_text(TEXT.replace("创新券", "技术券"), "utf-8")
    (tmp_path / "empty.txt").write_text("", "utf-8")
    (tmp_path / "catalog.toml").write_text('["vouchers.txt"]\njurisdiction = "甘肃省/兰州市"\n', "utf-8")
    return tmp_path


def test_a_folder(folder, caplog):
    loader = PolicyLoader(folder)
    assert isinstance(loader, BaseLoader)
    with caplog.at_level(logging.WARNING):
        documents = loader.load()
    assert [record.getMessage().split(" is ")[0] for record in caplog.records] == [str(folder / "empty.txt")]
    assert [d.page_content for d in documents if d.metadata["title"] == "某市创新券管理办法"] == TEXT.splitlines()[1:4]
    assert len({d.id for d in documents}) == len(documents) == 6
    first = next(d for d in documents if "5万元" in d.page_content and "创新券" in d.metadata["title"])
    clause = read_document(folder / "vouchers.txt", folder).clauses[1]
    assert first.metadata == {
        "clause_id": clause.clause_id,
        "doc_id": clause.doc_id,
        "title": "某市创新券管理办法",
        "path": clause.path,
        "jurisdiction": "甘肃省/兰州市",
        "validity": "unknown",  # its dates say it: that is for the day of the answer
        "issued_on": "2019-12-20",
        "effective_on": "2020-01-01",
        "expires_on": "2022-12-31",
        "source": str(folder / "vouchers.txt"),
    }
    assert first.id == clause.clause_id


def test_a_file(folder):
    documents = list(PolicyLoader(str(folder / "vouchers.txt")).lazy_load())
    assert [d.id for d in documents] == [d.id for d in PolicyLoader(folder).load() if "创新券" in d.metadata["title"]]
    assert documents[0].metadata["jurisdiction"] == "甘肃省/兰州市"


def test_it_is_lazy(folder):
    (folder / "a.txt").write_text(TEXT, "utf-8")
    documents = PolicyLoader(folder).lazy_load()
    assert next(documents).metadata["source"] == str(folder / "a.txt")


@pytest.mark.parametrize("name", ["empty.txt", "nowhere.txt"])
def test_one_file_that_cannot_be_read(folder, name):
    with pytest.raises(DocumentError):
        PolicyLoader(folder / name).load()
