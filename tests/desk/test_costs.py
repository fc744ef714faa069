"""What `grader why` says that aspects cost is what they do cost."""

from hypothesis import given
from hypothesis import strategies as st

from course_lib.checking.judging.aspects import Aspect, State, costs, score

states = st.sampled_from(State)
parts = st.floats(0, 1)


def aspect(name: str, state: State, main: bool, weight: float, part: float = 0.0) -> Aspect:
    return Aspect(name, state, main, weight, part if state == State.PARTLY else 0.0)


@given(
    st.lists(st.tuples(states, parts), min_size=1, max_size=4),
    st.lists(st.tuples(states, parts), max_size=4),
    st.floats(0.5, 20),
)
def test_costs_and_the_score_are_all_the_points(
    main: list[tuple[State, float]], others: list[tuple[State, float]], points: float
) -> None:
    judged = [aspect(f"m{n}", s, True, 1 / len(main), part) for n, (s, part) in enumerate(main)]
    judged += [aspect(f"o{n}", state, False, weight) for n, (state, weight) in enumerate(others)]
    priced = costs(judged, points)
    assert [named for named, _ in priced] == judged
    assert all(cost >= 0 for _, cost in priced)
    assert abs(score(judged, points) + sum(cost for _, cost in priced) - points) <= 0.005 + 1e-9
