"""No host is visited twice within two seconds by the same worker."""

from moderation.net.pace import GAP, Pace


class Clock:
    """A clock that goes on when somebody waits."""

    def __init__(self) -> None:
        self.now = 100.0
        self.waited: list[float] = []

    def wait(self, seconds: float) -> bool:
        self.waited.append(seconds)
        self.now += seconds
        return False


def test_the_same_host_is_waited_for_and_another_is_not():
    clock = Clock()
    pace = Pace(clock.wait, lambda: clock.now)

    assert all(pace.turn(host) for host in ("a.example", "b.example", "a.example"))

    assert clock.waited == [GAP]


def test_hosts_rest_for_a_moment():
    clock = Clock()
    pace = Pace(clock.wait, lambda: clock.now)
    pace.note("a.example")
    pace.note("")

    assert pace.resting() == ["a.example"]
    clock.now += GAP
    assert pace.resting() == []


def test_a_worker_that_is_told_to_end_visits_nobody_any_more():
    pace = Pace(lambda seconds: True, lambda: 100.0)
    pace.note("a.example")

    assert pace.turn("b.example")
    assert not pace.turn("a.example")
