"""Right answers to lesson 13 in the styles of other people."""

import heapq
import re
from collections import Counter, defaultdict
from itertools import groupby

import numpy as np

from course_lib.loop import evaluate, fit
from course_lib.nn import init_params, mlp_forward, sigmoid
from course_lib.optim import Adam
from course_lib.text import bag_of_words, build_vocabulary, tokenize


def tokenize__regex(text):
    return re.findall(r"[^\W_]+(?:'[^\W_]+)*", text.lower().replace("’", "'"))


def tokenize__letter_by_letter(text):
    words, word = [], ""
    for c in text.lower() + " ":
        if c == "’":
            c = "'"
        if c.isalnum() or (c == "'" and word):
            word += c
        else:
            while word.endswith("'"):
                word = word[:-1]
            if word != "":
                words.append(word)
            word = ""
    return words


def tokenize__translated(text):
    text = text.replace("\u2019", "'").lower()
    others = {ord(c): " " for c in text if not (c.isalpha() or c.isdigit() or c == "'")}
    return list(filter(None, (w.strip("'") for w in text.translate(others).split(" "))))


def tokenize__generator_in_a_list(text):
    def words():
        for match in re.finditer(r"\w[\w']*", text.lower().replace("’", "'").replace("_", " ")):
            yield match.group().rstrip("'")

    return list(words())


def tokenize__grouped(text):
    inside = lambda c: c.isalnum() or c == "'"
    runs = groupby(text.lower().replace("’", "'"), key=inside)
    words = ["".join(run).strip("'") for kept, run in runs if kept]
    return [*filter(len, words)]


def tokenize__tuple_of_split(text):
    cleaned = re.sub(r"[^\w']|_", " ", text.replace("’", "'"))
    return tuple(
        w.lower() for w in re.split(r"(?:\s|^)'+|'+(?:\s|$)|\s+", cleaned) if w and w != "'"
    )


def tokenize__numpy_array(text):
    words = re.findall(r"[^\W_]+(?:'[^\W_]+)*", text.lower().replace("’", "'"))
    return np.array(words, dtype=str)


def build_vocabulary__counter(texts, *, min_count=2, max_size=None):
    counts = Counter(w for text in texts for w in tokenize(text))
    kept = sorted((-n, w) for w, n in counts.items() if n >= min_count)
    return dict(zip((w for _, w in kept[:max_size]), range(len(kept))))


def build_vocabulary__two_stable_sorts(texts, *, max_size=None, min_count=2):
    counts = defaultdict(int)
    for t in texts:
        for w in tokenize(t):
            counts[w] += 1
    words = sorted(counts)
    words.sort(key=counts.get, reverse=True)
    vocabulary = {}
    for w in words:
        if counts[w] < min_count:
            continue
        if max_size is not None and len(vocabulary) == max_size:
            break
        vocabulary[w] = len(vocabulary)
    return vocabulary


def build_vocabulary__numpy(texts, *, min_count=2, max_size=None):
    everything = [w for t in texts for w in tokenize(t)]
    if not everything:
        return {}
    words, counts = np.unique(everything, return_counts=True)
    order = np.argsort(-counts, kind="stable")
    order = order[counts[order] >= min_count]
    if max_size is not None:
        order = order[:max_size]
    return {words[i]: np.int64(c) for c, i in enumerate(order)}


def build_vocabulary__list_counts(texts, *, min_count=2, max_size=None):
    everything = sum((tokenize(t) for t in texts), [])
    pairs = [(w, everything.count(w)) for w in set(everything)]
    pairs = [p for p in pairs if not p[1] < min_count]
    pairs.sort(key=lambda p: p[0])
    pairs.sort(key=lambda p: p[1], reverse=True)
    limit = len(pairs) if max_size is None else min(max_size, len(pairs))
    return {pairs[i][0]: float(i) for i in range(limit)}


def build_vocabulary__heap(texts, *, min_count=2, max_size=None):
    counts = Counter()
    for text in texts:
        counts.update(tokenize(text))
    heap = [(-n, w) for w, n in counts.items()]
    heapq.heapify(heap)
    answer, column = defaultdict(int), 0
    while heap and (max_size is None or column < max_size):
        n, w = heapq.heappop(heap)
        if -n < min_count:
            break
        answer[w] = column
        column += 1
    return answer


def bag_of_words__counter(texts, vocabulary):
    bags = [Counter(tokenize(t)) for t in texts]
    words = sorted(vocabulary, key=vocabulary.get)
    return np.array([[bag[w] for w in words] for bag in bags], dtype=np.float32).reshape(
        -1, len(words)
    )


def bag_of_words__add_at(texts, vocabulary):
    X = np.zeros((len(texts), len(vocabulary)), dtype=int)
    places = [
        (i, vocabulary[w]) for i, t in enumerate(texts) for w in tokenize(t) if w in vocabulary
    ]
    if places:
        np.add.at(X, tuple(np.transpose(places)), 1)
    return X


def bag_of_words__bincount(texts, vocabulary):
    rows = [np.zeros((0, len(vocabulary)))]
    for text in texts:
        columns = [vocabulary.get(w) for w in tokenize(text)]
        columns = np.array([c for c in columns if c is not None], dtype=int)
        rows.append(np.bincount(columns, minlength=len(vocabulary))[None])
    return np.concatenate(rows)


def bag_of_words__one_hot_sums(texts, vocabulary):
    hot = np.eye(len(vocabulary))
    out = np.empty((len(texts), len(vocabulary)))
    for i, t in enumerate(texts):
        known = [w for w in tokenize(t) if w in vocabulary.keys()]
        out[i] = sum((hot[vocabulary[w]] for w in known), np.zeros(len(vocabulary)))
    return out


def bag_of_words__try_except(texts, vocabulary):
    X = np.zeros(shape=(len(texts), len(vocabulary)))
    for i in range(len(texts)):
        for word in tokenize(texts[i]):
            try:
                X[i][vocabulary[word]] = X[i][vocabulary[word]] + 1.0
            except KeyError:
                pass
    return X


def bag_of_words__spare_column(texts, vocabulary):
    V = len(vocabulary)
    X = np.zeros((len(texts), V + 1))
    for row, text in zip(X, texts):
        for word in tokenize(text):
            row[vocabulary.get(word, V)] += 1
    return X[:, :-1]


def train_sentiment__logistic_by_hand(texts, labels, rng):
    v = build_vocabulary(texts, min_count=1)
    X, w, b = bag_of_words(texts, v), np.zeros(len(v)), 0.0
    for _ in range(30):
        for i in rng.permutation(len(X)):
            error = sigmoid(X[i] @ w + b) - labels[i]
            w -= 0.1 * error * X[i]
            b -= 0.1 * error
    return lambda new: (bag_of_words(new, v) @ w + b > 0).astype(int)


def train_sentiment__naive_bayes(texts, labels, rng):
    v = build_vocabulary(texts, min_count=1)
    X = bag_of_words(texts, v) > 0
    up, down = X[labels == 1].sum(axis=0) + 1, X[labels == 0].sum(axis=0) + 1
    return lambda new: np.where((bag_of_words(new, v) > 0) @ np.log(up / down) > 0, 1, 0)


def train_sentiment__hidden_layer(texts, labels, rng):
    v = build_vocabulary(texts)
    params = init_params([len(v), 16, 2], rng)
    fit(
        params,
        bag_of_words(texts, v),
        labels,
        optimizer=Adam(0.003),
        epochs=10,
        batch_size=16,
        rng=rng,
    )

    class Model:
        def __call__(self, new):
            logits, _ = mlp_forward(bag_of_words(new, v), params)
            return [int(up > down) for down, up in logits]

    return Model()


def train_sentiment__early_stopping(texts, labels, rng):
    order = rng.permutation(len(texts))
    held, kept = order[: len(order) // 8], order[len(order) // 8 :]
    v = build_vocabulary([texts[i] for i in kept])
    X = np.minimum(bag_of_words(texts, v), 1)
    params = {"W1": np.zeros((len(v), 2)), "b1": np.zeros(2)}
    optimizer, best = Adam(0.005), (np.inf, None)
    for _ in range(40):
        fit(params, X[kept], labels[kept], optimizer=optimizer, epochs=1, batch_size=32, rng=rng)
        loss = evaluate(params, X[held], labels[held])["loss"]
        if loss < best[0]:
            best = loss, {name: p.copy() for name, p in params.items()}
    return lambda new: np.argmax(
        mlp_forward(np.minimum(bag_of_words(new, v), 1), best[1])[0], axis=1
    )


def train_sentiment__frequent_words_left_out(texts, labels, rng):
    v = {word: column for column, word in enumerate(list(build_vocabulary(texts))[50:])}
    params = init_params([len(v), 2], rng)
    X = bag_of_words(texts, v)
    fit(params, X, labels, optimizer=Adam(0.01), epochs=10, batch_size=32, rng=rng)

    def predict(new):
        logits, _ = mlp_forward(bag_of_words(new, v), params)
        return logits[:, 1] > logits[:, 0]

    return predict


def train_sentiment__pairs_of_words(texts, labels, rng):
    def features(text):
        words = tokenize(text)
        return set(words) | {f"{a} {b}" for a, b in zip(words, words[1:])}

    counts = [
        Counter(f for t, y in zip(texts, labels) for f in features(t) if y == c) for c in (0, 1)
    ]
    weights = {f: np.log((counts[1][f] + 1) / (counts[0][f] + 1)) for f in counts[0] | counts[1]}
    return lambda new: np.array(
        [sum(weights.get(f, 0.0) for f in features(t)) > 0 for t in new], dtype=np.int8
    )


def top_words__sorted_pairs(weights, vocabulary, k):
    pairs = sorted((weights[c], w) for w, c in vocabulary.items())
    return [w for _, w in pairs[-1 : -k - 1 : -1]], [w for _, w in pairs[:k]]


def top_words__array_of_words(weights, vocabulary, k):
    words = np.empty(len(vocabulary), dtype=object)
    for word, column in vocabulary.items():
        words[column] = word
    return words[np.argsort(-weights)[:k]].tolist(), words[np.argsort(weights)[:k]].tolist()


def top_words__heapq(weights, vocabulary, k):
    at = lambda word: weights[vocabulary[word]]
    return heapq.nlargest(k, vocabulary, key=at), heapq.nsmallest(k, vocabulary, key=at)


def top_words__popping(weights, vocabulary, k):
    def take(best):
        left = dict(vocabulary)
        while len(left) > len(vocabulary) - k:
            word = best(left, key=lambda w: weights[left[w]])
            del left[word]
            yield word

    return list(take(max)), tuple(take(min))


def top_words__by_name(weights, vocabulary, k):
    words = np.array(sorted(vocabulary, key=vocabulary.get))
    order = sorted(range(len(weights)), key=lambda i: float(weights[i]), reverse=True)
    return words[order[:k]], words[order[::-1][:k]]
