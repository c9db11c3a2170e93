"""What is left out before what came back from two worlds is compared."""

from evals.access.trying import without_own


def test_a_port_is_left_out_where_it_is_one_and_not_within_an_id() -> None:
    own = ("/srv/one", "http://127.0.0.1:4001", "27957")
    assert without_own("http://localhost:27957/ask", own) == "http://localhost:OWN/ask"
    assert without_own("28ba4f279570 p5", own) == "28ba4f279570 p5"
    assert without_own("/srv/one/home, http://127.0.0.1:4001/api", own) == "OWN/home, OWN/api"
