"""Lesson 07: steps worked by hand, and a hundred steps beside PyTorch's."""

from collections.abc import Callable

import numpy as np
import pytest

from course_lib.optim import (
    SGD,
    Adam,
    Momentum,
    Optimizer,
    clip_by_global_norm,
    drop_vanished,
    momentum_step,
    sgd_step,
)

OPTIMIZERS: dict[str, Callable[[], Optimizer]] = {
    "SGD": lambda: SGD(0.03),
    "Momentum": lambda: Momentum(0.03, 0.8),
    "Adam": lambda: Adam(0.03, 0.8, 0.95, 1e-6),
}
PYTORCH = {  # where 100 steps of torch 2.13.0 (SGD, SGD with momentum, Adam; float64) end
    "SGD": [
        [-0.9054979364034255, -0.06518746798248183, 0.007600208436796235],
        [-0.7540555611679076, -1.649891974777574, -1.856281165080766],
        [0.9999684438461124, 0.540243618497321],
    ],
    "Momentum": [
        [-4.381776659005024, -3.4618588628565248, -3.3309120707108324],
        [-4.109328159374625, -5.081434966780132, -5.353481977298956],
        [0.9998778252222034, 0.5401501728914861],
    ],
    "Adam": [
        [-1.1874312121659254, -0.32547463584262665, -0.17397270491072647],
        [-0.9577495555828072, -1.891763063032238, -2.170823381976165],
        [0.9208063937792095, 0.44344619655660406],
    ],
}


def start() -> dict[str, np.ndarray]:
    return {"W": np.sin(np.arange(6.0)).reshape(3, 2), "b": np.cos(np.arange(2.0))}


def gradients(t: int) -> dict[str, np.ndarray]:
    W = np.cos(1.7 * t + np.arange(6.0)).reshape(3, 2) + 0.3
    return {
        "W": W,
        "b": 1e-3 * np.sin(0.9 * t + np.arange(2.0)),
    }  # small, so that the place of eps shows


def run(optimizer: Optimizer, steps: int = 100) -> dict[str, np.ndarray]:
    params = start()
    for t in range(steps):
        optimizer.step(params, gradients(t))
    return params


def flat(params: dict[str, np.ndarray]) -> np.ndarray:
    return np.concatenate([p.ravel() for p in params.values()])


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_a_hundred_steps_end_where_pytorch_ended(name: str) -> None:
    np.testing.assert_allclose(
        flat(run(OPTIMIZERS[name]())), np.concatenate(PYTORCH[name]), rtol=1e-12
    )


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_a_hundred_steps_equal_pytorch_as_installed(name: str) -> None:
    torch = pytest.importorskip(
        "torch", reason="PyTorch is not installed; its stored figures are tested instead"
    )
    params = {key: torch.tensor(p) for key, p in start().items()}
    optimizer = {
        "SGD": lambda p: torch.optim.SGD(p, lr=0.03),
        "Momentum": lambda p: torch.optim.SGD(p, lr=0.03, momentum=0.8),
        "Adam": lambda p: torch.optim.Adam(p, lr=0.03, betas=(0.8, 0.95), eps=1e-6),
    }[name](params.values())
    ours, theirs = start(), OPTIMIZERS[name]()
    for t in range(100):
        for key, g in gradients(t).items():
            params[key].grad = torch.tensor(g)
        optimizer.step()
        theirs.step(ours, gradients(t))
        np.testing.assert_allclose(
            flat(ours), flat({k: p.numpy() for k, p in params.items()}), rtol=1e-10
        )


def test_steps_worked_by_hand() -> None:
    g = {"p": np.array([2.0])}
    p, heavy, v = {"p": np.array([1.0])}, {"p": np.array([1.0])}, {"p": np.array([0.0])}
    for sgd, velocity, momentum in (0.8, 2.0, 0.8), (0.6, 3.8, 0.42), (0.4, 5.42, -0.122):
        p = sgd_step(p, g, 0.1)
        heavy, v = momentum_step(heavy, g, v, 0.1)
        assert (p["p"][0], v["p"][0], heavy["p"][0]) == pytest.approx((sgd, velocity, momentum))


def test_adam_worked_by_hand() -> None:
    params, adam = {"p": np.array([0.0])}, Adam(0.1)
    moves = []
    for g in 2.0, -1.0:
        before = params["p"].copy()
        adam.step(params, {"p": np.array([g])})
        moves.append((before - params["p"])[0] / 0.1)
    assert moves == pytest.approx([1.0, 0.266], abs=5e-4)


def test_functions_return_new_arrays_and_objects_step_in_place() -> None:
    params, grads, velocity = (
        start(),
        gradients(0),
        {name: np.zeros_like(p) for name, p in start().items()},
    )
    kept = {name: p.copy() for name, p in params.items()}
    new, new_velocity = momentum_step(params, grads, velocity, 0.1)
    newer = sgd_step(params, grads, 0.1)
    for name in params:
        np.testing.assert_array_equal(params[name], kept[name])
        assert not velocity[name].any()
        assert new[name] is not params[name]
        assert newer[name] is not params[name]
        np.testing.assert_array_equal(new_velocity[name], grads[name])
    for make in OPTIMIZERS.values():
        params = start()
        arrays = dict(params)
        make().step(params, grads)
        assert all(params[name] is arrays[name] for name in arrays)
        assert not any(np.array_equal(params[name], kept[name]) for name in arrays)
        assert all(np.array_equal(grads[name], gradients(0)[name]) for name in arrays)


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_two_optimizers_share_nothing(name: str) -> None:
    alone = run(OPTIMIZERS[name](), 5)
    first, second = OPTIMIZERS[name](), OPTIMIZERS[name]()
    a, b = start(), start()
    for t in range(5):
        first.step(a, gradients(t))
        second.step(b, gradients(t + 50))
    np.testing.assert_array_equal(flat(a), flat(alone))


@pytest.mark.parametrize("name", ["Momentum", "Adam"])
def test_a_parameter_without_gradient_never_slows_the_loop_down(name: str) -> None:
    optimizer = OPTIMIZERS[name]()
    params = {"p": np.ones(3, np.float32)}
    optimizer.step(params, {"p": np.ones(3, np.float32)})
    for _ in range(1000):  # 0.8 to this power is far below what float32 can hold
        optimizer.step(params, {"p": np.zeros(3, np.float32)})
    memory = vars(optimizer)
    moment = memory["velocity"]["p"] if "velocity" in memory else memory["state"]["p"][0]
    np.testing.assert_array_equal(moment, 0)
    assert np.all(np.isfinite(params["p"]))


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_only_what_has_vanished_is_dropped(dtype: type) -> None:
    tiny = np.finfo(dtype).tiny
    moment: np.ndarray = np.array([1.0, -0.3, 1e-6, -1e-12, tiny, -tiny / 8, 0.0], dtype)
    drop_vanished(moment)
    np.testing.assert_array_equal(moment, np.array([1.0, -0.3, 1e-6, -1e-12, 0, 0, 0], dtype))
    near: np.ndarray = np.array([1e6 * tiny, 1e10 * tiny], dtype)
    drop_vanished(near)  # the threshold is 1e8 times the tiniest
    assert near[0] == 0
    assert near[1] == pytest.approx(1e10 * tiny, rel=0.02)


def test_clipping_shortens_without_turning() -> None:
    grads = {"a": np.array([3.0, 0.0]), "b": np.array([4.0])}
    clipped = clip_by_global_norm(grads, 1.0)
    np.testing.assert_allclose(clipped["a"], [0.6, 0.0])
    np.testing.assert_allclose(clipped["b"], [0.8])
    np.testing.assert_array_equal(grads["a"], [3.0, 0.0])
    for enough in 5.0, 7.0:
        np.testing.assert_array_equal(clip_by_global_norm(grads, enough)["b"], [4.0])
    zero = {"a": np.zeros(3)}
    np.testing.assert_array_equal(clip_by_global_norm(zero, 1.0)["a"], 0)
