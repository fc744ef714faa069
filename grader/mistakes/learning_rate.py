"""What goes wrong in lesson 09."""

from grader.mistakes import equivalent, mistakes

wrong = mistakes("has_diverged")
wrong(
    "not_finite_only",
    "return bool(losses[-1] > losses[0]) → return False",
    "Only infinite and nan losses count for you: a run that ends above its first loss gets "
    "`False`.",
    "A loss can grow for hours before it is infinite. What does the statement say of the last "
    "loss and the first?",
)
wrong(
    "never",
    "",
    "Your answer is `False` for every run, whatever its losses are.",
    "Which of the two signs does your function look for, and what does it return if it finds one?",
    instead="""def has_diverged(losses):
    return False""",
)
wrong(
    "always",
    "",
    "Your answer is `True` for a run of finite losses, whether they rise or fall.",
    "What does your function return for a run whose loss falls, and which line returns it?",
    instead="""def has_diverged(losses):
    return True""",
)
wrong(
    "condition_turned",
    "if not np.all → if np.all",
    "You return `True` where all losses are finite; that belongs to a run with one that is not.",
    "Read your condition aloud: for which runs is it true?",
)
wrong(
    "comparison_only",
    "if not np.all(np.isfinite(losses)): → if False:",
    "Only the comparison of the last loss with the first decides: an infinity or a nan elsewhere "
    "goes unnoticed. (nan is neither above nor below nor equal to anything, itself included.)",
    "What is `nan > 1`, and which function of NumPy tells whether a number is finite?",
)
wrong(
    "only_the_last",
    "np.all(np.isfinite(losses)) → np.isfinite(losses[-1])",
    "Only the last loss is asked whether it is finite: a nan or an infinity before it goes "
    "unnoticed.",
    "Can a run come back from nan? And what would an infinity on the way tell you?",
)
wrong(
    "last_nan_only",
    "np.all(np.isfinite(losses)) → not np.isnan(losses[-1])",
    "A nan is noticed only where it is the last loss, and infinity only where it is +∞ and the "
    "last.",
    "Can a run come back from nan? And what would an infinity on the way tell you?",
)
wrong(
    "only_the_first",
    "np.all(np.isfinite(losses)) → np.isfinite(losses[0])",
    "Only the first loss is asked whether it is finite: your function decides before it has "
    "looked at the others.",
    "When is the first `return` reached, and how many losses have been looked at by then?",
)
wrong(
    "only_the_ends",
    "np.all(np.isfinite(losses)) → np.isfinite(losses[0]) or not np.isfinite(losses[-1])",
    "Only the first and the last loss are asked whether they are finite.",
    "Where else can a nan or an infinity stand?",
)
wrong(
    "first_two_only",
    "",
    "Only the first two losses are looked at: your function returns in the first round of its "
    "loop.",
    "How far to the right does each `return` stand, and when is it reached?",
    instead="""def has_diverged(losses):
    for i in range(1, len(losses)):
        return bool(losses[i] > losses[i - 1] or not np.isfinite(losses[i]))""",
)
wrong(
    "no_nan",
    "np.all(np.isfinite(losses)) → not np.any(np.isinf(losses))",
    "Infinity is noticed, and nan is not.",
    "What is `nan > 1`, and what is `nan == nan`? Which function of NumPy knows nan?",
)
wrong(
    "no_infinity",
    "np.all(np.isfinite(losses)) → not np.any(np.isnan(losses))",
    "nan is noticed; infinity only where it makes the last loss the higher one.",
    "What is `np.isnan(np.inf)`? Is there a function that knows both?",
)
wrong(
    "no_minus_infinity",
    "np.all(np.isfinite(losses)) → not (np.any(np.isnan(losses)) or np.any(losses == np.inf))",
    "nan and +∞ are noticed, and −∞ is not.",
    "A loss of −∞ is as broken as one of +∞. Which function of NumPy says no to both?",
)
wrong(
    "plus_infinity_only",
    "np.all(np.isfinite(losses)) → not np.any(losses == np.inf)",
    "+∞ is noticed; nan and −∞ are not. (nan is neither above nor below nor equal to anything, "
    "itself included.)",
    "Which function of NumPy tells whether a number is finite, whatever is wrong with it?",
)
wrong(
    "all_of_them",
    "np.all(np.isfinite → np.any(np.isfinite",
    "A nan or an infinity counts for you only if no loss at all is finite.",
    "The statement speaks of any loss. How many bad ones are enough?",
)
wrong(
    "last_below",
    "losses[-1] > losses[0] → losses[-1] < losses[0]",
    "A falling loss is `True` for you, and a growing one `False`.",
    "Which of the two ends is higher when training went wrong?",
)
wrong(
    "turned_round",
    "",
    "Every answer is the opposite of the right one: you say whether training went well.",
    "What does the name of the function ask?",
    instead="""def has_diverged(losses):
    return bool(np.all(np.isfinite(losses)) and losses[-1] <= losses[0])""",
)
wrong(
    "any_rise",
    "losses[-1] > losses[0] → np.any(np.diff(losses) > 0)",
    "A single rise from one loss to the next is enough for you, even if the run ends far below "
    "its start.",
    "Which two losses does the statement compare?",
)
wrong(
    "highest",
    "losses[-1] > losses[0] → np.max(losses) > losses[0]",
    "You compare the highest loss with the first: a rise on the way counts although the run ends "
    "below its start.",
    "Which two losses does the statement compare?",
)
wrong(
    "mean",
    "losses[-1] > losses[0] → np.mean(losses[1:]) > losses[0]",
    "You compare the mean of the losses with the first one: a single high loss on the way can "
    "make the difference.",
    "Which two losses does the statement compare?",
)
wrong(
    "halves",
    "losses[-1] > losses[0] → np.mean(losses[len(losses) // 2 :]) > np.mean(losses[: len(losses) "
    "// 2])",
    "You compare the mean of the later half with that of the earlier one.",
    "Which two losses does the statement compare?",
)
wrong(
    "neighbours",
    "losses[-1] > losses[0] → losses[-1] > losses[-2]",
    "You compare the last loss with the one before it.",
    "Which two losses does the statement compare?",
)
wrong(
    "first_two",
    "losses[-1] > losses[0] → losses[1] > losses[0]",
    "You compare the second loss with the first.",
    "At which position does the last loss stand, whatever their number?",
)
wrong(
    "above_lowest",
    "losses[-1] > losses[0] → losses[-1] > np.min(losses)",
    "You compare the last loss with the lowest: every run that ends above its best point counts "
    "as failed.",
    "Which two losses does the statement compare?",
)
wrong(
    "is_highest",
    "losses[-1] > losses[0] → losses[-1] == np.max(losses)",
    "The last loss has to be the highest of all for you. Above the first is enough.",
    "What if a loss grows tenfold and then falls a little, to nine times the first?",
)
wrong(
    "always_rises",
    "losses[-1] > losses[0] → np.all(np.diff(losses) > 0)",
    "The loss has to rise at every step for you.",
    "A run that explodes may swing on its way. Which two losses does the statement compare?",
)
wrong(
    "very_large",
    "losses[-1] > losses[0] → np.max(losses) > 1000",
    "You look for a loss above a fixed bound. A small loss that grows stays below it, and a "
    "large one that falls does not.",
    "A loss may start at 0.001 or at a million. With what can the last one be compared?",
)
wrong(
    "far_above",
    "losses[-1] > losses[0] → losses[-1] > 10 * losses[0]",
    "The last loss has to be many times the first for you. Above the first is enough.",
    "If a loss begins at 1 and ends at 2, has training helped?",
)
wrong(
    "well_above",
    "losses[-1] > losses[0] → losses[-1] > 1.5 * losses[0]",
    "A last loss that is only a little above the first does not count for you.",
    "If a loss begins at 1 and ends at 1.2, has training helped?",
)
wrong(
    "both_needed",
    "",
    "A run counts for you only if it has a loss that is not finite **and** ends above its start.",
    "Is one of the two signs not enough?",
    instead="""def has_diverged(losses):
    return bool(not np.all(np.isfinite(losses)) and losses[-1] > losses[0])""",
)
wrong(
    "difference",
    "bool(losses[-1] > losses[0]) → losses[-1] - losses[0]",
    "You returned by how much the loss grew. The question is answered by `True` or `False`.",
    "Which comparison turns that number into yes or no?",
)
wrong(
    "no_answer",
    "return bool(losses[-1] > losses[0])\n → \n    if losses[-1] > losses[0]:\n        return "
    "True\n",
    "A run that went well gets no answer: your function ends without a `return` there, which is "
    "`None`.",
    "What is returned if none of your conditions holds?",
)
equivalent(
    "has_diverged",
    "losses[-1] > losses[0] → losses[-1] >= losses[0]",
    "two losses that are exactly equal are never what a point hangs on",
)


wrong = mistakes("sweep")
wrong(
    "never_infinite",
    "if has_diverged(losses): → if False:",
    "A run that diverged stands there with its last loss, as if nothing had happened.",
    "Which function of yours tells whether a run diverged, and what does the statement want in "
    "its place?",
)
wrong(
    "only_not_finite",
    "has_diverged(losses) → not np.all(np.isfinite(losses))",
    "A run whose loss grows and stays finite keeps its last loss; only infinite and nan losses "
    "lead to infinity.",
    "When else has a run diverged, and which function of yours knows?",
)
wrong(
    "only_growing",
    "has_diverged(losses) → losses[-1] > losses[0]",
    "Only a last loss above the first leads to infinity. A run with a nan in it slips through.",
    "What is `nan > 1`, and which function of yours knows about nan?",
)
wrong(
    "only_last_not_finite",
    "has_diverged(losses) → not np.isfinite(losses[-1])",
    "You ask only whether the last loss is finite. A run that grows, or has a nan on its way, "
    "slips through.",
    "When else has a run diverged, and which function of yours knows?",
)
wrong(
    "left_out",
    "            last_losses[rate] = np.inf\n → \n            continue\n",
    "The rates at which training diverged are missing from the answer.",
    "A reader of the sweep wants to see where it breaks. What should stand there?",
)
wrong(
    "stops",
    "last_losses[rate] = np.inf\n → \n            last_losses[rate] = np.inf\n            break\n",
    "The sweep ends at the first rate that diverges: the rates after it are missing.",
    "Do the rates come in order of size? And what if they do?",
)
wrong(
    "breaks_off",
    "            last_losses[rate] = np.inf\n → \n            break\n",
    "The sweep ends at the first rate that diverges: that rate and those after it are missing.",
    "Do the rates come in order of size? And what should stand where training diverged?",
)
wrong(
    "none_for_infinite",
    "= np.inf → = None",
    "Where a run diverged stands `None`; the statement asks for infinity.",
    "Can `None` be drawn, or compared with the other losses?",
)
wrong(
    "nan_for_infinite",
    "= np.inf → = np.nan",
    "Where a run diverged stands nan; the statement asks for infinity.",
    "What does `min` make of a list with nan in it, and what of one with infinity?",
)
wrong(
    "zero_for_infinite",
    "= np.inf → = 0.0",
    "Where a run diverged stands 0, which looks like the best loss of all.",
    "If somebody takes the rate with the smallest loss, which one should it never be?",
)
wrong(
    "text_for_infinite",
    '= np.inf → = "inf"',
    "Where a run diverged stands a text; infinity is a number.",
    "How does NumPy, or Python's `float`, write infinity?",
)
wrong(
    "true_for_infinite",
    "= np.inf → = True",
    "Where a run diverged stands `True`; the statement asks for infinity.",
    "`has_diverged` answers a question. What is to be written down if the answer is yes?",
)
wrong(
    "minus_infinity",
    "= np.inf → = -np.inf",
    "Where a run diverged stands −∞, which is below every other loss.",
    "Is a run that diverged the best or the worst of the sweep?",
)
wrong(
    "turned_round",
    "if has_diverged(losses) → if not has_diverged(losses)",
    "Infinity stands where training went well, and the last loss where it did not.",
    "Which branch runs when `has_diverged` is `True`?",
)
wrong(
    "function_itself",
    "if has_diverged(losses) → if has_diverged",
    "Every rate got infinity, even where training went well.",
    "What is `has_diverged` without its brackets, and does `if` take it for true?",
)
wrong(
    "first_loss",
    "= losses[-1] → = losses[0]",
    "You kept the first loss of each run. Expected is the last one.",
    "At which end of a run does the loss tell what was learnt?",
)
wrong(
    "lowest_loss",
    "= losses[-1] → = np.min(losses)",
    "You kept the lowest loss of each run; expected is the last, and they differ where a loss "
    "rises at the end.",
    "Where do the parameters stand when the run is over?",
)
wrong(
    "highest_loss",
    "= losses[-1] → = np.max(losses)",
    "You kept the highest loss of each run. Expected is the last one.",
    "Where do the parameters stand when the run is over?",
)
wrong(
    "mean_loss",
    "= losses[-1] → = np.mean(losses)",
    "You kept the mean of all losses of a run. Expected is the last one.",
    "Should the losses of the beginning count, when the question is how far a rate gets?",
)
wrong(
    "one_too_early",
    "= losses[-1] → = losses[-2]",
    "You kept the last loss but one of each run.",
    "Which position, counted from the end, has the last element?",
)
wrong(
    "all_losses",
    "= losses[-1] → = losses",
    "You kept all the losses of each run. Expected is one number a rate, the last loss.",
    "Which element of `losses` is wanted?",
)
wrong(
    "how_many",
    "= losses[-1] → = len(losses)",
    "You kept how many losses each run has. Expected is the last loss.",
    "Which element of `losses` is wanted?",
)
wrong(
    "gain",
    "= losses[-1] → = losses[0] - losses[-1]",
    "You kept by how much each run brought its loss down. Expected is the last loss itself.",
    "Which element of `losses` is wanted?",
)
wrong(
    "first_rate_only",
    "    return last_losses\n → \n        return last_losses\n",
    "Only the first rate is in the answer: the loop ends in its first round, by a `return` or "
    "a `break`.",
    "What ends the loop, and after which round should it end?",
)
wrong(
    "last_rate_only",
    "    for rate in rates:\n → \n    for rate in rates:\n        last_losses = {}\n",
    "Only the last rate is in the answer: the dict starts anew in each round of the loop.",
    "Which lines should run once, and which once per rate?",
)
wrong(
    "same_run",
    "losses = train(rate) → losses = train(rates[0])",
    "Every rate has the loss of the first: all runs were trained at the same rate.",
    "Which name holds the rate of this round of the loop?",
)
wrong(
    "rates_of_the_example",
    "in rates → in (0.1, 1.1)",
    "You train at the rates of the example, 0.1 and 1.1, whatever `rates` are.",
    "Which argument holds the rates that the caller asks for?",
)
wrong(
    "last_run_for_all",
    "",
    "Every rate has the loss of the last run: the losses were written down after all the "
    "training was over.",
    "When the second loop runs, what do `losses` hold?",
    instead="""def sweep(train, rates):
    last_losses = {}
    for rate in rates:
        losses = train(rate)
    for rate in rates:
        last_losses[rate] = np.inf if has_diverged(losses) else losses[-1]
    return last_losses""",
)
wrong(
    "keys_are_positions",
    "",
    "The keys of your dict are 0, 1, 2, …; expected: the rates themselves.",
    "Somebody looks up the rate 0.1. Under what will they look?",
    instead="""def sweep(train, rates):
    last_losses = {}
    for i in range(len(rates)):
        losses = train(rates[i])
        last_losses[i] = np.inf if has_diverged(losses) else losses[-1]
    return last_losses""",
)
wrong(
    "keys_are_texts",
    "",
    "The keys of your dict are texts; expected: the rates themselves, which are numbers.",
    'Is `"0.1"` equal to `0.1`?',
    instead="""def sweep(train, rates):
    last_losses = {}
    for rate in rates:
        losses = train(rate)
        last_losses[str(rate)] = np.inf if has_diverged(losses) else losses[-1]
    return last_losses""",
)
wrong(
    "key_is_a_word",
    "",
    'Your dict has a single entry, whose name is the text `"rate"`: each run has written over '
    "the one before.",
    'What is the difference between `rate` and `"rate"`?',
    instead="""def sweep(train, rates):
    last_losses = {}
    for rate in rates:
        losses = train(rate)
        last_losses["rate"] = np.inf if has_diverged(losses) else losses[-1]
    return last_losses""",
)
wrong(
    "a_list",
    "",
    "You returned the losses alone, in a list. Expected is a dict: the last loss of each rate, "
    "under that rate.",
    "How would a reader of your list know which loss belongs to which rate?",
    instead="""def sweep(train, rates):
    runs = [train(rate) for rate in rates]
    return [np.inf if has_diverged(losses) else losses[-1] for losses in runs]""",
)
wrong(
    "pairs",
    "",
    "You returned pairs in a list. Expected is a dict: the last loss of each rate, under that "
    "rate.",
    "What makes a dict out of a name and a value?",
    instead="""def sweep(train, rates):
    pairs = []
    for rate in rates:
        losses = train(rate)
        pairs.append((rate, np.inf if has_diverged(losses) else losses[-1]))
    return pairs""",
)
wrong(
    "best_only",
    "return last_losses → return min(last_losses, key=last_losses.get)",
    "You returned the rate with the smallest loss. Expected is the whole sweep, a dict with all "
    "rates.",
    "Who draws the sweep needs all of it. What does the statement want to have back?",
)
wrong(
    "turned_dict",
    "",
    "Your dict has the losses as names and the rates as values: the other way round.",
    "Under what will somebody look up the loss of the rate 0.1? And what if two rates diverge?",
    instead="""def sweep(train, rates):
    last_losses = {}
    for rate in rates:
        losses = train(rate)
        last_losses[float(np.inf if has_diverged(losses) else losses[-1])] = rate
    return last_losses""",
)
wrong(
    "trains_twice",
    "= losses[-1] → = train(rate)[-1]",
    "You train more than once at a rate: `train` runs again to get what it has returned before.",
    "A run may take an hour. Which name could hold its losses, so that they can be looked at "
    "twice?",
)
wrong(
    "another_order",
    "for rate in rates → for rate in sorted(rates)",
    "You train at the rates in another order than the one in which they came.",
    "Who decides the order, the caller or the function?",
)
wrong(
    "run_before",
    "",
    "Each rate has the losses of the run before it: you train at the end of a round, and use what"
    " comes back in the next.",
    "In the second round, at which rate were the losses made that you look at?",
    instead="""def sweep(train, rates):
    losses = train(rates[0])
    last_losses = {}
    for rate in rates:
        last_losses[rate] = np.inf if has_diverged(losses) else losses[-1]
        losses = train(rate)
    return last_losses
""",
)


wrong = mistakes("step_decay")
wrong(
    "smooth",
    "epoch // every → epoch / every",
    "Your rate shrinks a little in every epoch. A step stays level and then drops: the number of "
    "drops is whole.",
    "How many drops have there been after 7 epochs, if there is one every 3?",
)
wrong(
    "one_early",
    "epoch // every → (epoch + 1) // every",
    "Each drop comes one epoch too early. Epochs count from 0, and the first drop is at epoch "
    "`every`.",
    "With a drop every 3 epochs, which epochs run at the initial rate?",
)
wrong(
    "one_late",
    "epoch // every → max(epoch - 1, 0) // every",
    "Each drop comes one epoch too late: at epoch `every` itself your rate has not changed.",
    "With a drop every 3 epochs, what is the rate in epoch 3?",
)
wrong(
    "linear",
    "drop**drops → drop * drops",
    "You multiply `drop` by the number of drops. With each drop the rate is multiplied by `drop` "
    "once more.",
    "After two drops to a half, what part is left of the rate?",
)
wrong(
    "one_drop_only",
    "epoch // every → min(epoch // every, 1)",
    "Your rate drops once and then stays.",
    "There is a drop at every multiple of `every`. How many have there been by this epoch?",
)
wrong(
    "never_drops",
    "initial * drop**drops → initial",
    "Your rate never drops: it is `initial` in every epoch.",
    "Which line lowers the rate, and is its result kept and returned?",
)
wrong(
    "returns_in_the_loop",
    "",
    "Your rate never drops, and epoch 0 gets no rate: the function returns in the first round of "
    "its loop.",
    "How far to the right does the `return` stand, and when is it reached?",
    instead="""def step_decay(initial, epoch, *, drop=0.5, every=10):
    for e in range(1, epoch + 1):
        if e % every == 0:
            initial = initial * drop
        return initial""",
)
wrong(
    "only_at_the_drop",
    "epoch // every → int(epoch > 0 and epoch % every == 0)",
    "Your rate is lowered in the very epoch of a drop, and back at `initial` in the next.",
    "The function keeps nothing between its calls. How can it know about the earlier drops?",
)
wrong(
    "only_at_each_drop",
    "",
    "Your rate is lowered in the very epoch of a drop, and back at `initial` in the next.",
    "The function keeps nothing between its calls. How can it know about the earlier drops?",
    instead="""def step_decay(initial, epoch, *, drop=0.5, every=10):
    if epoch % every == 0:
        return initial * drop ** (epoch // every)
    return initial""",
)
wrong(
    "none_before_the_first",
    "return initial * drop**drops → \n    if drops:\n        return initial * drop**drops",
    "Before the first drop you return `None`. There the rate is `initial`.",
    "What does a function return that reaches its end without a `return`?",
)
wrong(
    "rounded_up",
    "epoch // every → -(-epoch // every)",
    "Your first drop is at epoch 1: the number of drops is rounded up, or your loop drops in its "
    "first round, where the epoch is 0.",
    "With a drop every 3 epochs, how many have there been in epoch 1?",
)
wrong(
    "drop_is_fixed",
    "drop**drops → 0.5**drops",
    "Your factor is always 0.5, whatever `drop` is.",
    "0.5 is the default. Which name holds what the caller asked for?",
)
wrong(
    "every_is_fixed",
    "epoch // every → epoch // 10",
    "Your drops come every 10 epochs, whatever `every` is.",
    "10 is the default. Which name holds what the caller asked for?",
)
wrong(
    "every_epoch",
    "epoch // every → epoch",
    "Your rate drops in every epoch, whatever `every` is.",
    "How many drops have there been after 7 epochs, if there is one every 3?",
)
wrong(
    "counted_from_1",
    "epoch // every → (epoch - 1) // every",
    "You count epochs from 1: each drop comes one epoch too late, and epoch 0 has a rate "
    "**above** the initial one.",
    "What is `(0 - 1) // 3`?",
)
wrong(
    "drops_at_once",
    "epoch // every → epoch // every + 1",
    "You have one drop too many: even epoch 0 has a lowered rate.",
    "How many drops come before the first epoch?",
)
wrong(
    "one_too_few",
    "epoch // every → epoch // every - 1",
    "You have one drop too few, so the first epochs have a rate above the initial one.",
    "With a drop every 3 epochs, how many have there been in epoch 4, and how many in epoch 0?",
)
wrong(
    "rounded",
    "epoch // every → round(epoch / every)",
    "Your drops come half an interval too early: the number of drops is rounded to the nearest.",
    "After 5 of 6 epochs, has the first drop taken place?",
)
wrong(
    "remainder",
    "epoch // every → epoch % every",
    "You took the remainder: how many epochs have passed since the last drop. Expected is how "
    "many drops there were.",
    "What is `7 % 3`, and what is `7 // 3`?",
)
wrong(
    "turned_division",
    "epoch // every → every // max(epoch, 1)",
    "You divide the interval by the epoch.",
    "How many times does an interval of 3 fit into 7 epochs?",
)
wrong(
    "drops_to_the_drop",
    "drop**drops → drops**drop",
    "Base and exponent have changed places.",
    "After two drops to a half, what part is left of the rate, and which power is that?",
)
wrong(
    "subtracts",
    "initial * drop**drops → initial - drop * drops",
    "You subtract `drop` at every drop. It is a factor: the rate is multiplied by it.",
    "A rate of 0.1 is halved. What is it then, and what would 0.1 − 0.5 be?",
)
wrong(
    "subtracts_share",
    "initial * drop**drops → initial * (1 - drop * drops)",
    "Each drop takes the same amount off the initial rate. It should multiply the rate of before.",
    "After two drops to a half, what part is left of the rate?",
)
wrong(
    "part_removed",
    "drop**drops → (1 - drop)**drops",
    "You took `drop` for the part that is taken away. It is the part that stays.",
    "With `drop=0.1`, should a rate of 1 become 0.1 or 0.9?",
)
wrong(
    "divides",
    "initial * drop**drops → initial / drop**drops",
    "You divide by `drop`, so the rate grows.",
    "Should the rate be larger or smaller after a drop?",
)
wrong(
    "power_of_both",
    "initial * drop**drops → (initial * drop)**drops",
    "The initial rate is raised to the power as well.",
    "How often is the initial rate a factor, and how often is `drop`?",
)
wrong(
    "factor_only",
    "initial * drop**drops → drop**drops",
    "The initial rate is left out: you returned the factor alone.",
    "Where does `initial` come in?",
)
wrong(
    "number_of_drops",
    "initial * drop**drops → drops",
    "You returned how many drops there were.",
    "What do they do to the initial rate?",
)
wrong(
    "initial_of_the_example",
    "initial * drop → 0.8 * drop",
    "Your rate always starts from 0.8, whatever `initial` is.",
    "0.8 is the rate of the example. Which argument holds the caller's?",
)
wrong(
    "settings_swapped",
    "",
    "`drop` and `every` have changed places.",
    "Which of them is a number of epochs, and which a factor?",
    instead="""def step_decay(initial, epoch, *, drop=0.5, every=10):
    return initial * float(every) ** (epoch // drop)""",
)
wrong(
    "arguments_swapped",
    "",
    "`initial` and `epoch` have changed places.",
    "In which order does the statement name them?",
    instead="""def step_decay(epoch, initial, *, drop=0.5, every=10):
    return initial * drop ** (epoch // every)""",
)
wrong(
    "exponential",
    "initial * drop**drops → initial * np.exp(-drop * drops)",
    "You used the exponential function, whose factor per drop is e to the power of −`drop`.",
    "By what is the rate multiplied at each drop?",
)
wrong(
    "exponential_of_epoch",
    "initial * drop**drops → initial * np.exp(-drop * epoch)",
    "You used the exponential function: your rate shrinks in every epoch, and `every` does "
    "nothing.",
    "A step stays level between drops. By what is it multiplied at a drop?",
)
wrong(
    "one_for_each_epoch",
    "",
    "You return the rates of all epochs up to this one; expected is the rate of this one, a "
    "number.",
    "Which of your numbers belongs to `epoch`?",
    instead="""def step_decay(initial, epoch, *, drop=0.5, every=10):
    return [initial * drop ** (e // every) for e in range(epoch + 1)]""",
)
wrong(
    "remembers_the_last_call",
    "",
    "Your rate depends on what was asked before: it is kept between calls, and one epoch "
    "asked alone gets another answer.",
    "What does the function know when epoch 25 is the first that it is asked for?",
    instead="""rate = None
def step_decay(initial, epoch, *, drop=0.5, every=10):
    global rate
    if epoch == 0 or rate is None:
        rate = initial
    elif epoch % every == 0:
        rate = rate * drop
    return rate""",
)


wrong = mistakes("warmup_cosine")
wrong(
    "warmup_upside_down",
    "initial * step / warmup_steps → warmup_steps / (initial * step)",
    "The fraction of your warm-up is upside down: it falls from step to step, and divides by 0 at "
    "step 0.",
    "At step 1 of 2, which part of `initial` has been reached: 1/2 or 2/1?",
)
wrong(
    "sum_of_steps",
    "(total_steps - warmup_steps) → (total_steps + warmup_steps)",
    "Your cosine is spread over `total_steps + warmup_steps` steps: right without a warm-up, and "
    "too slow with one.",
    "How many steps lie between the end of the warm-up and `total_steps`?",
)
wrong(
    "no_warmup",
    (
        "if step < warmup_steps: → if False:",
        "(step - warmup_steps) / (total_steps - warmup_steps) → step / total_steps",
    ),
    "The warm-up is ignored: your cosine starts at step 0 and falls from there.",
    "What should the rate be at step 0, and at step `warmup_steps`?",
)
wrong(
    "warmup_lost",
    "if step < warmup_steps: → if False:",
    "The warm-up does not take place: before step `warmup_steps`, too, your rate is that of the "
    "cosine's formula.",
    "Which line decides between the two parts, and does a later line write over its rate?",
)
wrong(
    "cosine_from_0",
    "(step - warmup_steps) / (total_steps - warmup_steps) → step / total_steps",
    "Your cosine starts at step 0, while the warm-up is still on: after it the rate is too low.",
    "At the end of the warm-up, how far along its way should the cosine be?",
)
wrong(
    "wrong_length",
    "/ (total_steps - warmup_steps) → / total_steps",
    "Your cosine takes `total_steps` steps after the warm-up, so it does not reach 0 at the last "
    "step.",
    "How many steps lie between the end of the warm-up and the end?",
)
wrong(
    "wrong_start",
    "(step - warmup_steps) / → step /",
    "Your cosine counts its steps from 0, not from the end of the warm-up: it runs ahead.",
    "At step `warmup_steps`, how many steps of the cosine have been taken?",
)
wrong(
    "straight_line",
    "(1 + np.cos(np.pi * progress)) / 2 → (1 - progress)",
    "Your rate falls along a straight line. Expected is half a cosine.",
    "Which curve is level at both ends and steep in the middle?",
)
wrong(
    "rises_again",
    "if step >= total_steps: → if False:",
    "After the last step your rate is not 0: the cosine goes on.",
    "What does the statement say of steps from `total_steps` on?",
)
wrong(
    "whole_wave",
    "np.pi * progress → 2 * np.pi * progress",
    "Your rate falls to 0 in the middle and rises again: that is a whole wave, or the square of "
    "a cosine.",
    "At which angle is the cosine −1 for the first time?",
)
wrong(
    "not_halved",
    "(1 + np.cos(np.pi * progress)) / 2 → (1 + np.cos(np.pi * progress))",
    "Your cosine is not halved: at its start it gives twice the initial rate.",
    "Between which numbers does 1 + cos lie?",
)
wrong(
    "below_0",
    "(1 + np.cos(np.pi * progress)) / 2 → np.cos(np.pi * progress)",
    "You took the bare cosine: it falls to −1, and the rate is negative in its second half.",
    "What has to be done to a curve from 1 to −1, so that it goes from 1 to 0?",
)
wrong(
    "half_without_1",
    "(1 + np.cos(np.pi * progress)) / 2 → np.cos(np.pi * progress) / 2",
    "You halved the cosine without lifting it first: your rate goes from half the initial one to "
    "minus that.",
    "What has to be added to a curve from 1 to −1, so that it never falls below 0?",
)
wrong(
    "rising",
    "1 + np.cos → 1 - np.cos",
    "Your cosine rises where it should fall.",
    "What is cos 0, and what should the rate be at the end of the warm-up?",
)
wrong(
    "no_pi",
    "np.pi * progress → progress",
    "π is missing: from 0 to 1 the cosine falls only to 0.54.",
    "At which angle is the cosine −1?",
)
wrong(
    "degrees",
    "np.pi * progress → 180 * progress",
    "Your angle is in degrees, and `cos` takes radians.",
    "How much is half a turn in radians?",
)
wrong(
    "no_initial",
    "return initial * (1 + np.cos(np.pi * progress)) / 2 → return (1 + np.cos(np.pi * progress)) "
    "/ 2",
    "After the warm-up the initial rate is left out: you returned the factor from 1 to 0.",
    "Where does `initial` come in?",
)
wrong(
    "warmup_one_ahead",
    "initial * step / warmup_steps → initial * (step + 1) / warmup_steps",
    "Your warm-up is one step ahead: at step 0 the rate should be 0.",
    "What is your rate at step 0?",
)
wrong(
    "warmup_one_short",
    "initial * step / warmup_steps → initial * step / max(warmup_steps - 1, 1)",
    "Your warm-up is a step too short: it reaches `initial` at step `warmup_steps` − 1.",
    "At which step should the rate be `initial` for the first time?",
)
wrong(
    "full_at_0",
    "initial * step / warmup_steps → initial * (step / warmup_steps if step else 1)",
    "At step 0 your rate is `initial`, with a warm-up, too. There it should be 0.",
    "With which number does the table in the lesson begin?",
)
wrong(
    "warmup_goes_on",
    "",
    "The line of the warm-up never ends: after step `warmup_steps`, too, your rate is multiplied by"
    " `step / warmup_steps`, which is more than 1 there.",
    "At step `warmup_steps`, what should the rate be, and what follows from there?",
    instead="""def warmup_cosine(initial, step, total_steps, warmup_steps=0):
    if step >= total_steps:
        return 0.0
    progress = max(step - warmup_steps, 0) / (total_steps - warmup_steps)
    rise = step / warmup_steps if warmup_steps else 1.0
    return initial * rise * (1 + np.cos(np.pi * progress)) / 2""",
)
wrong(
    "warmup_from_1",
    "initial * step / warmup_steps → initial * (step + 1) / (warmup_steps + 1)",
    "Your warm-up starts above 0, as if step 0 had been taken already.",
    "What should the rate be at step 0?",
)
wrong(
    "level_warmup",
    "initial * step / warmup_steps → initial",
    "During the warm-up your rate is already the full one.",
    "What should the rate be at step 0, and half-way through the warm-up?",
)
wrong(
    "stays_after_end",
    "return 0.0 → return initial",
    "From the last step on your rate is the initial one. It should be 0.",
    "What does the statement say of steps from `total_steps` on?",
)
wrong(
    "warmup_at_0",
    "initial * step / warmup_steps → 0.0",
    "During the warm-up your rate is 0 all the time.",
    "Half-way through the warm-up, what part of the initial rate is reached?",
)
wrong(
    "no_brackets",
    "(step - warmup_steps) / (total_steps - warmup_steps) → step - warmup_steps / total_steps - "
    "warmup_steps",
    "Brackets are missing where you work out how far along the cosine is: only `warmup_steps` is "
    "divided.",
    "In which order does Python work out a difference and a quotient?",
)
wrong(
    "quarter_wave",
    "(1 + np.cos(np.pi * progress)) / 2 → np.cos(np.pi * progress / 2)",
    "You take a quarter of the wave, from 1 to 0. Half a wave goes from 1 to −1, and is then "
    "shifted and halved.",
    "How does the curve come to its end: steep or level?",
)
wrong(
    "half_of_one",
    "(1 + np.cos(np.pi * progress)) / 2 → (1 + np.cos(np.pi * progress) / 2)",
    "Only the cosine is halved, and the 1 is not.",
    "What does your formula give where the cosine is −1, and where do the brackets end?",
)
wrong(
    "precedence",
    "initial * (1 + np.cos(np.pi * progress)) / 2 → initial * 1 + np.cos(np.pi * progress) / 2",
    "Brackets are missing around 1 + cos: `initial` multiplies the 1 alone.",
    "In which order does Python work out a product and a sum?",
)
wrong(
    "no_initial_anywhere",
    (
        "initial * (1 + np.cos(np.pi * progress)) / 2 → (1 + np.cos(np.pi * progress)) / 2",
        "initial * step / warmup_steps → step / warmup_steps",
    ),
    "The initial rate is left out: you returned a factor between 0 and 1.",
    "Where does `initial` come in?",
)
wrong(
    "level_after",
    "return initial * (1 + np.cos(np.pi * progress)) / 2 → return initial",
    "After the warm-up your rate stays at `initial` until the last step. (A division without "
    "decimals, `//`, does that, too.)",
    "How far along its way is the cosine at this step, and what is `4 // 8`?",
)
wrong(
    "warmup_without_initial",
    "initial * step / warmup_steps → step / warmup_steps",
    "During the warm-up the initial rate is left out: you returned how far the warm-up is.",
    "Half-way through the warm-up, what part of which number is reached?",
)
wrong(
    "warmup_over_all",
    "initial * step / warmup_steps → initial * step / total_steps",
    "Your warm-up rises so slowly that it would need all the steps.",
    "At which step should the rate arrive at `initial`?",
)
wrong(
    "warmup_falls",
    "initial * step / warmup_steps → initial * (1 - step / warmup_steps)",
    "During the warm-up your rate falls.",
    "What should the rate be at step 0, and at step `warmup_steps`?",
)
wrong(
    "warmup_times_step",
    "initial * step / warmup_steps → initial * step",
    "The warm-up is not divided by its length: your rate grows beyond the initial one.",
    "At step `warmup_steps`, what should the rate be?",
)
wrong(
    "warmup_steps_by_step",
    "initial * step / warmup_steps → initial * (warmup_steps / step if step else 0)",
    "In the warm-up you divide the length by the step, so the rate begins high and falls.",
    "Half-way through the warm-up, what part of `initial` is reached?",
)
wrong(
    "none_after_end",
    "return 0.0 → return None",
    "From the last step on you return `None`. The rate is a number there, too.",
    "What does the statement say of steps from `total_steps` on?",
)
wrong(
    "starts_at_0",
    "",
    "Without a warm-up your rate is 0 at step 0.",
    "If there is no warm-up, what is the first rate?",
    instead="""def warmup_cosine(initial, step, total_steps, warmup_steps=0):
    if step == 0:
        return 0.0
    if step < warmup_steps:
        return initial * step / warmup_steps
    if step >= total_steps:
        return 0.0
    progress = (step - warmup_steps) / (total_steps - warmup_steps)
    return initial * (1 + np.cos(np.pi * progress)) / 2""",
)
wrong(
    "ends_one_early",
    "/ (total_steps - warmup_steps) → / (total_steps - 1 - warmup_steps)",
    "Your cosine arrives at 0 one step too early, at `total_steps` − 1.",
    "At which step should the rate be 0?",
)
wrong(
    "multiplied",
    "",
    "You multiply the warm-up and a cosine over all steps. The cosine should begin where the "
    "warm-up ends.",
    "At step `warmup_steps`, what should the rate be?",
    instead="""def warmup_cosine(initial, step, total_steps, warmup_steps=0):
    if step >= total_steps:
        return 0.0
    rise = min(1.0, step / warmup_steps) if warmup_steps else 1.0
    return initial * rise * (1 + np.cos(np.pi * step / total_steps)) / 2""",
)
wrong(
    "sine",
    "np.cos → np.sin",
    "You took the sine, which is 0 at both ends and highest in the middle.",
    "Which of the two curves starts at 1?",
)
wrong(
    "steps_swapped",
    "",
    "`step` and `total_steps` have changed places.",
    "In which order does the statement name them?",
    instead="""def warmup_cosine(initial, total_steps, step, warmup_steps=0):
    if step < warmup_steps:
        return initial * step / warmup_steps
    if step >= total_steps:
        return 0.0
    progress = (step - warmup_steps) / (total_steps - warmup_steps)
    return initial * (1 + np.cos(np.pi * progress)) / 2""",
)
wrong(
    "initial_after_the_end",
    "",
    "After the last step your rate is `initial` again.",
    "What does the statement say of steps from `total_steps` on?",
    instead="""def warmup_cosine(initial, step, total_steps, warmup_steps=0):
    if step < warmup_steps:
        return initial * step / warmup_steps
    if step > total_steps:
        return initial
    part = (step - warmup_steps) / (total_steps - warmup_steps)
    return initial * (1 + np.cos(np.pi * part)) / 2""",
)
wrong(
    "none_after_the_end",
    "",
    "After the last step `None` comes back: no `return` is reached there.",
    "What does the statement say of steps from `total_steps` on?",
    instead="""def warmup_cosine(initial, step, total_steps, warmup_steps=0):
    if step < warmup_steps:
        return initial * step / warmup_steps
    elif step <= total_steps:
        part = (step - warmup_steps) / (total_steps - warmup_steps)
        return initial * (1 + np.cos(np.pi * part)) / 2""",
)
equivalent(
    "warmup_cosine",
    "step < warmup_steps → step <= warmup_steps",
    "both formulas give `initial` there",
)
for edit in (
    "(step - warmup_steps) → (warmup_steps - step)",
    "(total_steps - warmup_steps) → (warmup_steps - total_steps)",
):
    equivalent("warmup_cosine", edit, "the cosine of an angle and of its negative are equal")
