"""Other right answers to the exercises of lesson 09, in styles that good students write."""

import math

import numpy as np

from course_lib.schedules import has_diverged


def has_diverged__any(losses):
    return np.any(~np.isfinite(losses)) or losses[-1] > losses[0]


def has_diverged__loop(losses):
    for loss in losses:
        if math.isnan(loss) or math.isinf(loss):
            return True
    return losses[-1] > losses[0]


def has_diverged__if_else(losses):
    if np.isnan(losses).any() or np.isinf(losses).any() or losses[-1] > losses[0]:
        return True
    else:
        return False


def has_diverged__generator(losses):
    return not all(map(math.isfinite, losses)) or bool(losses[0] < losses[-1])


def has_diverged__sum(losses):
    return not (math.isfinite(sum(losses)) and losses[-1] <= losses[0])


def has_diverged__difference(losses):
    losses = np.asarray(losses, dtype=np.float32)
    return not (np.isfinite(losses).all() and np.subtract(losses[-1], losses[0]) <= 0)


def has_diverged__unpacked(losses):
    first, *_, last = [*losses]
    return np.array(last > first or np.logical_not(np.isfinite(losses)).sum() > 0)


def has_diverged__not_equal_to_itself(losses):
    finite = [loss == loss and abs(loss) < float("inf") for loss in losses]
    return False in finite or losses[len(losses) - 1] > losses[0]


def has_diverged__not_below(losses):
    return bool(
        not np.isfinite(losses).all() or losses[-1] >= losses[0]
    )  # equal losses are nobody's mistake


def sweep__comprehension(train, rates):
    runs = {rate: train(rate) for rate in rates}
    return {rate: math.inf if has_diverged(losses) else losses[-1] for rate, losses in runs.items()}


def sweep__zip(train, rates):
    runs = [train(rate) for rate in rates]
    last = [float("inf") if has_diverged(run) else float(run[-1]) for run in runs]
    return dict(zip(rates, last))


def sweep__own_test(train, rates):
    result = {}
    for rate in rates:
        losses = list(train(rate))
        if all(math.isfinite(loss) for loss in losses) and losses[-1] <= losses[0]:
            result[rate] = losses.pop()
        else:
            result[rate] = float("inf")
    return result


def sweep__default_first(train, rates):
    result = dict.fromkeys(rates, np.inf)
    for rate in result:
        run = np.array(train(rate))
        if not has_diverged(run):
            result[rate] = run[-1:].sum()
    return result


def sweep__array(train, rates):
    rates = np.asarray(rates)
    result = {}
    for i in range(len(rates)):
        *_, last = losses = train(rates[i])
        result[rates[i]] = np.where(has_diverged(losses), np.inf, last)
    return result


def sweep__helper(train, rates):
    def last_loss(losses):
        return np.inf if has_diverged(losses) is True else losses[len(losses) - 1]

    return {rate: last_loss(train(rate)) for rate in rates}


def sweep__while(train, rates):
    left, result = list(rates), {}
    while left:
        rate = left.pop(0)
        result.update({rate: train(rate)})
        result[rate] = result[rate][-1] if not has_diverged(result[rate]) else np.float32("inf")
    return result


def step_decay__loop(initial, epoch, *, drop=0.5, every=10):
    rate = initial
    for e in range(1, epoch + 1):
        if e % every == 0:
            rate *= drop
    return rate


def step_decay__recursive(initial, epoch, *, drop=0.5, every=10):
    return (
        initial
        if epoch < every
        else drop * step_decay__recursive(initial, epoch - every, drop=drop, every=every)
    )


def step_decay__floor(initial, epoch, *, drop=0.5, every=10):
    return initial * np.power(drop, np.floor(epoch / every))


def step_decay__while(initial, epoch, drop=0.5, every=10):
    while epoch >= every:
        initial, epoch = initial * drop, epoch - every
    return initial


def step_decay__int(initial, epoch, *, drop=0.5, every=10):
    return math.prod([initial] + [drop] * int(epoch / every))


def step_decay__float32(initial, epoch, *, drop=0.5, every=10):
    return np.float32(initial) * np.float32(drop) ** (epoch // every)


def step_decay__exp(initial, epoch, *, drop=0.5, every=10):
    return initial * math.exp((epoch - epoch % every) / every * math.log(drop))


def step_decay__divmod(initial, epoch, *, every=10, drop=0.5):
    times, _ = divmod(epoch, every)
    return np.array(initial * pow(drop, times))


def warmup_cosine__three_branches(initial, step, total_steps, warmup_steps=0):
    if step > total_steps:
        return 0
    elif step >= warmup_steps:
        angle = math.pi * (step - warmup_steps) / (total_steps - warmup_steps)
        return 0.5 * initial * (math.cos(angle) + 1)
    else:
        return step / warmup_steps * initial


def warmup_cosine__clipped(initial, step, total_steps, warmup_steps=0):
    if warmup_steps and step <= warmup_steps:
        return initial * (step / warmup_steps)
    progress = np.clip((step - warmup_steps) / (total_steps - warmup_steps), 0, 1)
    return initial * 0.5 * (1 + np.cos(np.pi * progress))


def warmup_cosine__minimum(initial, step, total_steps, warmup_steps=0):
    rise = min(1.0, step / max(warmup_steps, 1)) if warmup_steps else 1.0
    way = min(max(step - warmup_steps, 0) / (total_steps - warmup_steps), 1.0)
    return initial * rise * (1 + math.cos(way * math.pi)) / 2


def warmup_cosine__half_angle(initial, step, total_steps, warmup_steps=0):
    if step in range(warmup_steps):
        return np.linspace(0, initial, warmup_steps + 1)[step]
    left = max(total_steps - step, 0) / (total_steps - warmup_steps)
    return initial * np.sin(np.pi / 2 * left) ** 2


def warmup_cosine__interp(initial, step, total_steps, warmup_steps=0):
    if step < warmup_steps:
        return np.interp(step, [0, warmup_steps], [0, initial])
    return np.interp(
        step,
        range(warmup_steps, total_steps + 1),
        _cosine(initial, total_steps - warmup_steps),
        right=0,
    )


def _cosine(initial, steps):
    return initial / 2 + initial / 2 * np.cos(np.linspace(0, np.pi, steps + 1))


def warmup_cosine__try(initial, step, total_steps, warmup_steps=0):
    try:
        share = step / warmup_steps
    except ZeroDivisionError:
        share = 1
    if share < 1:
        return share * initial
    if step > total_steps - 1:
        return 0.0
    return (
        initial
        - initial
        * (1 - math.cos(math.pi * (step - warmup_steps) / (total_steps - warmup_steps)))
        / 2
    )


def warmup_cosine__float32(initial, step, total_steps, warmup_steps=0):
    initial, step = np.float32(initial), np.float32(step)
    if step < warmup_steps:
        return initial * step / np.float32(warmup_steps)
    way = np.minimum(step - warmup_steps, total_steps - warmup_steps) / np.float32(
        total_steps - warmup_steps
    )
    return initial * (1 + np.cos(np.float32(np.pi) * way)) / 2


def warmup_cosine__truth_as_a_factor(initial, step, total_steps, warmup_steps=0):
    warming = step < warmup_steps
    way = (step - warmup_steps) / (total_steps - warmup_steps)
    cosine = initial * (step < total_steps) * (1 + np.cos(np.pi * way)) / 2
    return warming * initial * step / (warmup_steps or 1) + (1 - warming) * cosine
