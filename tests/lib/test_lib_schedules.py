"""Lesson 09: rates worked by hand, and the schedules beside PyTorch's as installed."""

import math

import pytest

from course_lib.schedules import has_diverged, step_decay, sweep, warmup_cosine


@pytest.mark.parametrize(
    ("losses", "expected"),
    [
        ([4.0, 2.0, 1.0], False),
        ([4.0, 9.0, 3.9], False),  # a rise on the way is forgiven
        ([4.0, 2.0, 4.1], True),
        ([4.0, math.inf, 1.0], True),
        ([4.0, -math.inf], True),
        ([math.nan, 1.0], True),
        ([4.0], False),
        ([math.nan], True),
    ],
)
def test_a_run_diverges_if_a_loss_is_not_finite_or_the_last_is_above_the_first(
    losses: list[float], expected: bool
) -> None:
    assert has_diverged(losses) is expected


def test_a_sweep_trains_once_a_rate_in_order_and_marks_what_diverged() -> None:
    calls = []

    def train(rate: float) -> list[float]:
        calls.append(rate)
        return [(1 - 2 * rate) ** (2 * step) for step in range(3)]

    last_losses = sweep(train, [0.1, 1.1, 0.5])
    assert calls == [0.1, 1.1, 0.5]
    assert [*last_losses] == calls
    assert last_losses == pytest.approx({0.1: 0.8**4, 1.1: math.inf, 0.5: 0.0})


def test_step_decay_first_drops_at_epoch_every() -> None:
    assert [step_decay(0.8, epoch, every=3) for epoch in (0, 2, 3, 5, 6)] == [
        0.8,
        0.8,
        0.4,
        0.4,
        0.2,
    ]
    assert step_decay(0.8, 4, drop=0.1, every=4) == pytest.approx(0.08)


def test_warmup_cosine_rises_along_a_line_and_falls_along_half_a_cosine() -> None:
    rates = [warmup_cosine(0.2, step, 10, 2) for step in range(12)]
    assert rates[:3] == pytest.approx([0, 0.1, 0.2])
    assert rates[6] == pytest.approx(0.1)
    assert rates[2:10] == sorted(rates[2:10], reverse=True)
    assert rates[10:] == [0, 0]


def test_without_warmup_the_first_rate_is_the_initial_one() -> None:
    assert warmup_cosine(0.2, 0, 10) == 0.2


def test_step_decay_equals_pytorch_as_installed() -> None:
    torch = pytest.importorskip("torch")
    optimizer = torch.optim.SGD([torch.zeros(1)], lr=0.3)
    scheduler = torch.optim.lr_scheduler.StepLR(optimizer, step_size=4, gamma=0.6)
    for epoch in range(13):
        assert step_decay(0.3, epoch, drop=0.6, every=4) == pytest.approx(
            scheduler.get_last_lr()[0]
        )
        optimizer.step()
        scheduler.step()


def test_cosine_equals_pytorch_as_installed() -> None:
    torch = pytest.importorskip("torch")
    optimizer = torch.optim.SGD([torch.zeros(1)], lr=0.3)
    scheduler = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, T_max=10)
    for step in range(11):
        assert warmup_cosine(0.3, step, 10) == pytest.approx(scheduler.get_last_lr()[0], abs=1e-15)
        optimizer.step()
        scheduler.step()
