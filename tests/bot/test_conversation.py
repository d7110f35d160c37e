"""Sessions: kept apart, kept over a restart, and forgotten in time."""

from __future__ import annotations

import threading

import pytest

from bot.conversation import Conversations, Turn

TURN = Turn(("兰州孵化器奖励多少",), "plan-1")


@pytest.fixture
def path(tmp_path):
    return tmp_path / "deep" / "conversations.sqlite"


@pytest.mark.parametrize("turn", [TURN, Turn(()), Turn(("一", "二"), None)])
def test_the_last_turn_is_remembered(turn):
    sessions = Conversations(None, 1)
    sessions.remember("a", TURN)
    sessions.remember("a", turn)
    assert sessions.last("a") == turn


def test_sessions_know_nothing_of_each_other():
    sessions = Conversations(None, 1)
    sessions.remember("a", TURN)
    assert sessions.last("b") is None


@pytest.mark.parametrize("session", [None, ""])
def test_without_a_session_nothing_is_kept(session):
    sessions = Conversations(None, 1)
    sessions.remember(session, TURN)
    assert sessions.last(session) is None


def test_a_restart_loses_nothing(path):
    first = Conversations(path, 1)
    first.remember("a", TURN)
    first.close()
    assert Conversations(path, 1).last("a") == TURN


def test_old_sessions_are_forgotten(path, monkeypatch):
    now = 1_000_000.0
    monkeypatch.setattr("bot.conversation.time.time", lambda: now)
    sessions = Conversations(path, hours=2)
    sessions.remember("a", TURN)
    now += 2 * 3600 - 1
    assert sessions.last("a") == TURN
    now += 2
    assert sessions.last("a") is None
    sessions.remember("b", TURN)
    now -= 10  # even a clock that goes back does not bring it again
    assert sessions.last("a") is None


def test_forget():
    sessions = Conversations(None, 1)
    sessions.remember("a", TURN)
    sessions.forget("a")
    sessions.forget("nobody")
    assert sessions.last("a") is None


def test_many_threads(path):
    sessions = Conversations(path, 1)
    wrong = []

    def talk(name: str) -> None:
        for number in range(30):
            turn = Turn((f"{name}{number}",), None)
            sessions.remember(name, turn)
            if sessions.last(name) != turn:
                wrong.append(name)

    threads = [threading.Thread(target=talk, args=(f"s{i}",)) for i in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_a_session_id_is_only_a_value():
    sessions = Conversations(None, 1)
    sessions.remember("a'; DROP TABLE sessions; --", TURN)
    assert sessions.last("a'; DROP TABLE sessions; --") == TURN


def test_personal_numbers_never_reach_the_disk(bot):
    bot.ask("我的电话13812345678，兰州孵化器奖励多少", session_id="masked")
    turn = bot.conversations.last("masked")
    assert turn and "孵化器" in turn.questions[0] and "138" not in turn.questions[0]
