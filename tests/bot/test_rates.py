from bot.rates import Rate


def test_so_many_in_any_minute_for_each() -> None:
    now = 1000.0
    rate = Rate(2, lambda: now)
    assert [rate.wait("ann"), rate.wait("ann"), rate.wait("ben")] == [0, 0, 0]
    now += 18.5
    assert rate.wait("ann") == 42
    assert not rate.within("ann")
    assert rate.within("ben")
    now += 41.5
    assert rate.within("ann")
    assert rate.within("ann")
    assert rate.wait("ann") == 60


def test_no_limit() -> None:
    rate = Rate(0, lambda: 0.0)
    assert all(rate.within("ann") for _ in range(1000))


def test_who_has_not_asked_for_a_minute_is_forgotten() -> None:
    now = 0.0
    rate = Rate(1, lambda: now)
    for minute in range(20):
        now = 60.0 * minute
        assert all(rate.within(f"{minute} {n}") for n in range(10))
        assert not rate.within(f"{minute} 3")
        assert len(rate) <= 20
