"""Which title a question's 《…》 means."""

from __future__ import annotations

import pytest

from bot.question.references import title_matches

RULES = "兰州市科技创新券管理办法（试行）"


@pytest.mark.parametrize(
    ("asked", "title"),
    [
        (RULES, RULES),
        ("兰州市科技创新券管理办法", RULES),
        ("科技创新券", RULES),
        ("四棒接力", "兰州市建立“四棒接力”工作机制促进科技成果转化的实施方案（送审稿）"),
        # its place, its office, its notice
        ("甘肃省兰州市科技创新券管理办法", RULES),
        ("兰州市科学技术局关于印发〈兰州市科技创新券管理办法（试行）〉的通知", RULES),
        ("甘肃省人民政府关于支持科技创新若干措施", "支持科技创新若干措施"),
        ("科技创新券管理办法", "兰州市科学技术局关于印发科技创新券管理办法的通知"),
        # a word left out, or one that says nothing
        ("兰州市促进科技成果转化和产业化的措施", "兰州市促进科技成果转化和产业化的若干措施"),
        ("甘肃促进科技成果转化条例", "甘肃省促进科技成果转化条例"),
        ("兰州市支持高新企业培育发展的若干政策措施", "兰州市支持高新技术企业培育发展的若干政策措施"),
        # misspelt by sound
        ("兰州市深入推进科技成果转移转化和产业化工作实施方按", "兰州市深入推进科技成果转移转化和产业化工作实施方案"),
    ],
)
def test_the_title_that_is_meant(asked, title):
    assert title_matches(asked, title)


@pytest.mark.parametrize(
    ("asked", "title"),
    [
        ("浙江省促进中小企业健康发展条例", "浙江省促进中小微企业健康发展条例"),
        ("兰州市科技创新券管理办法", "兰州市科技创新券管理办法实施细则"),
        ("兰州市科技创新券管理办法实施细则", RULES),
        ("兰州市科技创新券管理办法", "关于修改《兰州市科技创新券管理办法》的决定"),
        ("兰州市科技型中小企业贷款贴息办法", "中小企业贷款贴息办法"),
        ("兰州市2023年持续优化科技创新生态环境工作实施方案", "兰州市2024年持续优化科技创新生态环境工作实施方案"),
        ("兰州市促进科技成果转移转化和产业化若干措施", "杭州市促进科技成果转移转化和产业化若干措施"),
        ("办法", RULES),
    ],
)
def test_another_title(asked, title):
    assert not title_matches(asked, title)
