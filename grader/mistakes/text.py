"""What goes wrong in lesson 13."""

from grader.mistakes import mistakes

wrong = mistakes("tokenize")
wrong(
    "capitals_kept",
    "text.lower().replace → text.replace",
    "Capitals are kept, so `Good` and `good` are two different words.",
    "Which method of a text makes all of its letters small?",
)
wrong(
    "upper",
    "text.lower() → text.upper()",
    "The words come out in capitals; expected: small letters.",
    "Which of the two cases does the statement name?",
)
wrong(
    "split_only",
    "",
    "The text is cut at blanks alone: full stops, commas and brackets stay glued to the words.",
    "What would `good.` and `good` be to a dict?",
    instead="def tokenize(text):\n    return text.lower().split()",
)
wrong(
    "split_keeping_capitals",
    "",
    "The text is cut at blanks alone: punctuation stays glued to the words, and so do capitals.",
    "What would `Good,` and `good` be to a dict?",
    instead="def tokenize(text):\n    return text.split()",
)
wrong(
    "stripped_at_the_ends",
    "",
    "Punctuation is taken off the ends of a word, but does not separate: two words with a hyphen, "
    "a slash or a dash "
    "between them stay one.",
    "How many words are in `good/bad`, by the statement?",
    instead="""import string
def tokenize(text):
    words = [word.strip(string.punctuation) for word in text.lower().replace("’", "'").split()]
    return [word for word in words if word]
""",
)
wrong(
    "marks_deleted",
    'else " " → else ""',
    "What is neither letter nor digit is deleted, and the blanks with it: all words run together.",
    "What should stand where a comma or a blank stood, so that the words stay apart?",
)
wrong(
    "punctuation_deleted",
    'else " " → else c if c.isspace() else ""',
    "Punctuation is deleted where it should separate: `good/bad` becomes `goodbad`.",
    "What could a mark be replaced by, so that the words beside it stay apart?",
)
wrong(
    "letters_only",
    "c.isalnum() → c.isalpha()",
    "Digits are lost: only letters are kept.",
    "Is `10` a word, by the statement?",
)
wrong(
    "accents_lost",
    "c.isalnum() → c in 'abcdefghijklmnopqrstuvwxyz0123456789'",
    "Letters with accents separate, as `é` is not among the letters from a to z: `café` becomes "
    "`caf`.",
    "Which method of a text knows the letters of every language?",
)
wrong(
    "apostrophes_separate",
    """or c == "'" → """,
    "An apostrophe separates: `don't` becomes `don` and `t`.",
    "Which mark may stand inside of a word?",
)
wrong(
    "apostrophes_deleted",
    """.replace("’", "'") → .replace("’", "").replace("'", "")""",
    "Apostrophes are deleted: `don't` becomes `dont`.",
    "Where an apostrophe stands between two letters, does it belong to the word?",
)
wrong(
    "curly_separates",
    """.replace("’", "'") → """,
    "The curly apostrophe ’ separates: `director’s` becomes two words.",
    "What does the statement say that ’ becomes?",
)
wrong(
    "curly_stays_curly",
    (
        """.replace("’", "'") → """,
        '''or c == "'" → or c in "'’"''',
        """.strip("'") → .strip("'’")""",
    ),
    "The curly apostrophe stays curly: `don’t` and `don't` are two different words.",
    "What does the statement say that ’ becomes?",
)
wrong(
    "quotes_kept",
    """.strip("'") → """,
    "Apostrophes at the edge of a word are kept: `'film'` in quotes is not `film`.",
    "Between what must an apostrophe stand to belong to a word?",
)
wrong(
    "quotes_kept_in_front",
    """.strip("'") → .rstrip("'")""",
    "Apostrophes in front of a word are kept.",
    "At which of its two edges may a word have an apostrophe?",
)
wrong(
    "quotes_kept_behind",
    """.strip("'") → .lstrip("'")""",
    "Apostrophes behind a word are kept.",
    "At which of its two edges may a word have an apostrophe?",
)
wrong(
    "empty_words",
    " if word] → ]",
    "Quotes that stand alone leave an empty text among the words.",
    "What is left of a lone `'` after its apostrophes are taken off?",
)
wrong(
    "underscores_kept",
    '''or c == "'" → or c in "'_"''',
    "An underscore is taken for a letter. In a regular expression `\\w` does so.",
    "What separates words, by the statement?",
)
wrong(
    "each_word_once",
    "return [word for word in words if word] → return [word for word in dict.fromkeys(words) if "
    "word]",
    "Each word comes once, however often the text has it.",
    "What would be left to count?",
)
wrong(
    "sorted",
    "return [word for word in words if word] → return sorted(word for word in words if word)",
    "The words are sorted; expected is the order of the text.",
    "Which word comes first in the text?",
)
wrong(
    "a_set",
    "return [word for word in words if word] → return len(words)",
    "You return how many words there are; expected: the words themselves.",
    "What should the caller get to count?",
)
wrong(
    "joined",
    'return [word for word in words if word] → return " ".join(words)',
    "You return one text; expected is a list with a text for each word.",
    "How would the caller get at the third word?",
)
wrong(
    "short_words_dropped",
    "words if word] → words if len(word) > 1]",
    "Words of one letter are left out.",
    "Is `a` a run of letters?",
)
wrong(
    "first_only",
    "return [word for word in words if word] → return words[:1]",
    "Only the first word comes back: it looks as if the `return` is inside of the loop.",
    "How often does a loop run that meets a `return`?",
)
wrong(
    "last_word_lost",
    "return [word for word in words if word] → "
    'return [word for word in words if word][: None if marked.endswith(" ") else -1]',
    "The last word is lost where nothing follows it.",
    "What happens to the word that you are in the middle of when the text ends?",
)
wrong(
    "empty_words_between_blanks",
    "",
    "Empty words are among yours: a text cut at each single blank has one between two blanks.",
    "What does `split` do when it is not told what to cut at?",
    instead="""def tokenize(text):
    text = text.lower().replace("’", "'")
    text = "".join(c if c.isalnum() or c == "'" else " " for c in text)
    return [w.strip("'") for w in text.split(" ")]""",
)
wrong(
    "marks_but_blanks_deleted",
    "",
    "Marks are deleted and do not separate, so words on either side of one grow together.",
    "What should stand in the place of a mark, so that two words stay two?",
    instead="""def tokenize(text):
    text = text.lower().replace("’", "'")
    text = "".join(c for c in text if c.isalnum() or c in "' ")
    return [w.strip("'") for w in text.split() if w.strip("'")]""",
)
wrong(
    "sorted_once_each",
    "",
    "Each word comes once, and in alphabetical order: a set keeps neither how often nor where.",
    "How often is `10` in the example, and in which order?",
    instead="""def tokenize(text):
    text = text.lower().replace("’", "'")
    text = "".join(c if c.isalnum() or c == "'" else " " for c in text)
    return sorted({w.strip("'") for w in text.split() if w.strip("'")})""",
)
wrong(
    "words_with_marks_left_out",
    "",
    "Words that have a mark in them or beside them are left out altogether.",
    "What should come of `film:`, and what of `don't`?",
    instead="""def tokenize(text):
    return [w for w in text.lower().replace("’", "'").split() if w.isalnum()]""",
)
wrong(
    "one_apostrophe",
    "",
    "A word may have only one apostrophe with you: at the second one it is cut.",
    "How many apostrophes does `shouldn't've` have?",
    instead=r"""def tokenize(text):
    import re
    return re.findall(r"[^\W_]+(?:'[^\W_]+)?", text.lower().replace("’", "'"))""",
)
wrong(
    "marks_of_a_list",
    "",
    "Only the marks in `string.punctuation` separate words in your code. “, … and £ are not among "
    "them, so they stay in the words.",
    "The statement says what a word is made of. Which list is shorter: that one, or the list of "
    "everything else?",
    instead="""def tokenize(text):
    import string
    for mark in string.punctuation.replace("'", ""):
        text = text.replace(mark, " ")
    words = [word.strip("'") for word in text.lower().replace("’", "'").split()]
    return [word for word in words if word]""",
)


wrong = mistakes("build_vocabulary")
COUNT = "counts[word] = counts.get(word, 0) + 1"
SORTED = "sorted(words, key=lambda word: (-counts[word], word))"
wrong(
    "more_than",
    ">= min_count → > min_count",
    "Words with exactly `min_count` occurrences are missing: it looks as if the comparison were "
    "strict, or each count "
    "one too small.",
    "With `min_count=2`, is a word kept that occurs twice, and what is its count in your dict?",
)
wrong(
    "min_count_ignored",
    " if counts[word] >= min_count → ",
    "Rare words are kept too: `min_count` is not used.",
    "How often must a word occur to get a column?",
)
wrong(
    "always_2",
    ">= min_count → >= 2",
    "Words with 2 occurrences are kept, whatever `min_count` says.",
    "Where does the limit come from?",
)
wrong(
    "texts_counted",
    "in tokenize(text): → in dict.fromkeys(tokenize(text)):",
    "You count the texts that have the word; expected: its occurrences. Twice in one text "
    "counts two.",
    "How often does `good` occur in “good film, good cast”?",
)
wrong(
    "counts_for_columns",
    "{word: column for column, word in enumerate(words[:max_size])} → "
    "{word: counts[word] for word in words[:max_size]}",
    "The values are the counts; expected: columns: 0, 1, 2, …",
    "What is the number beside a word used for later?",
)
wrong(
    "from_one",
    "enumerate(words[:max_size]) → enumerate(words[:max_size], 1)",
    "The columns start at 1; expected is 0 for the first.",
    "What is the number of an array's first column?",
)
wrong(
    "turned",
    "{word: column for column → {column: word for column",
    "Keys and values have changed places: the columns are the keys.",
    "Which of the two will be looked up: a word, or a column?",
)
wrong(
    "rare_first",
    "(-counts[word], word) → (counts[word], word)",
    "The rarest word comes first; expected is the most frequent one.",
    "Which way round does `sorted` put numbers, and what turns it?",
)
wrong(
    "reversed_ties",
    SORTED + " → sorted(words, key=lambda word: (counts[word], word), reverse=True)",
    "Words with equal counts are in the reverse order of the alphabet: turning the order round "
    "turns ties round too.",
    "What could be sorted by, so that nothing has to be turned round?",
)
wrong(
    "ties_as_they_came",
    "(-counts[word], word) → -counts[word]",
    "Words with equal counts stand in the order in which they were first met; expected is the "
    "alphabet's.",
    "What decides between two words that occur equally often?",
)
wrong(
    "ties_as_they_came_backwards",
    SORTED + " → sorted(words, key=counts.get)[::-1]",
    "Words with equal counts stand in the reverse of the order in which they were met; expected "
    "is the alphabet's.",
    "What decides between two words that occur equally often?",
)
wrong(
    "by_alphabet",
    SORTED + " → sorted(words)",
    "The words are in the order of the alphabet, whatever their counts.",
    "Which word should have column 0?",
)
wrong(
    "never_sorted",
    f"words = {SORTED} → pass",
    "The words are in the order in which they were met: nothing is sorted.",
    "Which word should have column 0?",
)
wrong(
    "by_length",
    "(-counts[word], word) → (-len(word), word)",
    "The words are sorted by their length; expected is by their count.",
    "What does the key of your sort measure?",
)
wrong(
    "max_size_ignored",
    "words[:max_size] → words",
    "`max_size` is not used: all words that are frequent enough are kept.",
    "How many columns may there be at most?",
)
wrong(
    "max_size_always",
    "words[:max_size] → words[: max_size or len(words)]",
    "`max_size=0` is taken for “no limit”: 0 counts as false.",
    "How do you ask whether `max_size` is `None`, and not whether it is true?",
)
wrong(
    "one_too_many",
    "words[:max_size] → words[: max_size if max_size is None else max_size + 1]",
    "With `max_size` there is one word too many.",
    "How many elements does `words[:3]` have?",
)
wrong(
    "one_too_few",
    "words[:max_size] → words[: max_size if max_size is None else max(max_size - 1, 0)]",
    "With `max_size` there is one word too few.",
    "How many elements does `words[:3]` have?",
)
wrong(
    "cut_before_sorting",
    (
        " if counts[word] >= min_count] →  if counts[word] >= min_count][:max_size]",
        "words[:max_size] → words",
    ),
    "`max_size` cuts before the words are sorted: the first ones met stay, and not the most "
    "frequent ones.",
    "Which words should be the ones that are left over?",
)
wrong(
    "rare_kept_at_the_end",
    "words[:max_size] → words[len(words) - max_size :] if max_size is not None else words",
    "With `max_size` the rarest of the words are kept; expected: the most frequent ones.",
    "At which end of the sorted words are the most frequent ones?",
)
wrong(
    "sorted_after_the_cut",
    "enumerate(words[:max_size]) → enumerate(sorted(words[:max_size]))",
    "The right words are kept, but then sorted by the alphabet: their columns do not follow their "
    "counts.",
    "Which word should have column 0?",
)
wrong(
    "split_at_blanks",
    "in tokenize(text): → in text.split():",
    "The texts are cut at blanks, so punctuation and capitals stay: `tokenize` is not used.",
    "Which function of yours turns a text into words?",
)
wrong(
    "letters",
    "in tokenize(text): → in text.lower():",
    "Letters are counted, not words: a loop over a text goes through its letters.",
    "Which function of yours turns a text into words?",
)
wrong(
    "first_text",
    "for text in texts: → for text in texts[:1]:",
    "Only the words of the first text are counted. A `return` inside of a loop would do this.",
    "What is counted after the first text?",
)
wrong(
    "last_text",
    "for text in texts:\n → for text in texts:\n        counts = {}\n",
    "Only the words of the last text are counted: the counts start anew with each text.",
    "Which of the lines should run once, before all texts?",
)
wrong(
    "never_grows",
    COUNT + " → counts[word] = 1",
    "Every count stays at 1: a word that comes again does not add to its count.",
    "What should happen to the number that is there already?",
)
wrong(
    "a_list",
    "return {word: column for column, word in enumerate(words[:max_size])} → return "
    "words[:max_size]",
    "You return a list of words; expected is a dict that gives each word its column.",
    "How would you look up the column of `good`?",
)
wrong(
    "pairs_for_columns",
    "{word: column for column → {word: (column, counts[word]) for column",
    "The value of each word is a pair; expected is its column alone.",
    "What is the number beside a word used for later?",
)
wrong(
    "rare_first_with_gaps",
    (
        "words = [word for word in counts if counts[word] >= min_count] → words = list(counts)",
        "(-counts[word], word) → (counts[word], word)",
        "enumerate(words[:max_size])} → enumerate(words[:max_size]) if counts[word] >= min_count}",
    ),
    "The columns are given out before the rare words are left out, the rarest word first.",
    "Which word should have column 0, and which of the steps should come last?",
)
wrong(
    "split_at_every_blank",
    "",
    "The texts are cut at blanks, so marks stay on the words: `tokenize` is not used.",
    "Which function turns a text into words?",
    instead="""def build_vocabulary(texts, *, min_count=2, max_size=None):
    from collections import Counter
    c = Counter(w for t in texts for w in t.lower().split())
    kept = sorted((w for w in c if c[w] >= min_count), key=lambda w: (-c[w], w))
    return {w: i for i, w in enumerate(kept[:max_size])}""",
)
wrong(
    "numbered_before_choosing",
    "",
    "The words are numbered before those that are too rare are left out, and by the alphabet: "
    "the columns have gaps.",
    "How many columns are there, and which numbers should they have?",
    instead="""from collections import Counter


def build_vocabulary(texts, *, min_count=2, max_size=None):
    c = Counter(w for t in texts for w in tokenize(t))
    words = sorted(c)
    return {w: i for i, w in enumerate(words) if c[w] >= min_count}""",
)
wrong(
    "ties_by_length",
    "",
    "Words with equal counts are sorted by their length first; expected is the alphabet.",
    "What decides between two words that occur equally often?",
    instead="""from collections import Counter


def build_vocabulary(texts, *, min_count=2, max_size=None):
    c = Counter(w for t in texts for w in tokenize(t))
    kept = sorted((w for w in c if c[w] >= min_count), key=lambda w: (-c[w], len(w), w))
    return {w: i for i, w in enumerate(kept[:max_size])}""",
)
wrong(
    "counts_survive",
    "",
    "Counts are kept from one call to the next: a default value is made once, with the `def` line.",
    "What is in your counter when the function is called a second time?",
    instead="""from collections import Counter


def build_vocabulary(texts, *, min_count=2, max_size=None, c=Counter()):
    for t in texts:
        c.update(tokenize(t))
    kept = sorted((w for w in c if c[w] >= min_count), key=lambda w: (-c[w], w))
    return {w: i for i, w in enumerate(kept[:max_size])}""",
)
wrong(
    "often_in_one_text",
    "",
    "A word has to occur `min_count` times within one text with you; expected is in all texts "
    "together.",
    "How often does `cast` occur in the example, and in how many texts?",
    instead="""from collections import Counter


def build_vocabulary(texts, *, min_count=2, max_size=None):
    counts = Counter()
    for text in texts:
        here = Counter(tokenize(text))
        counts.update({word: here[word] for word in here if here[word] >= min_count})
    words = sorted(counts, key=lambda word: (-counts[word], word))
    return {word: column for column, word in enumerate(words[:max_size])}""",
)


wrong = mistakes("bag_of_words")
ADD = "X[row, vocabulary[word]] += 1"
wrong(
    "present_or_not",
    "] += 1 → ] = 1",
    "A word that occurs twice counts as one: your table says whether a word occurs, not how often.",
    "What should happen to the number that is there already?",
)
wrong(
    "split_at_blanks",
    "in tokenize(text): → in text.split():",
    "The texts are cut at blanks, so words with capitals or punctuation are not recognised: "
    "`tokenize` is not used.",
    "Which function turns a text into the words that the vocabulary has?",
)
wrong(
    "lower_and_split",
    "in tokenize(text): → in text.lower().split():",
    "The texts are cut at blanks, so words with punctuation are not recognised: `tokenize` is not "
    "used.",
    "Which function turns a text into the words that the vocabulary has?",
)
wrong(
    "inside_of_words",
    "",
    "Words are found inside of other words: `art` in `party`, `funny` in `unfunny`.",
    "What does `count` look for, words or letters?",
    instead="""def bag_of_words(texts, vocabulary):
    X = np.zeros((len(texts), len(vocabulary)))
    for row, text in enumerate(texts):
        for word in vocabulary:
            X[row, vocabulary[word]] = text.lower().count(word)
    return X
""",
)
wrong(
    "inside_of_words_with_capitals",
    "",
    "Words are found inside of other words, `art` in `party`, and those with capitals are not "
    "found.",
    "What does `count` look for, words or letters?",
    instead="""def bag_of_words(texts, vocabulary):
    X = np.zeros((len(texts), len(vocabulary)))
    for row, text in enumerate(texts):
        for word in vocabulary:
            X[row, vocabulary[word]] = text.count(word)
    return X
""",
)
wrong(
    "order_of_the_dict",
    ADD + " → X[row, list(vocabulary).index(word)] += 1",
    "The columns are in the order in which the dict lists its words; expected is the column that "
    "it states.",
    "What is the number that the dict has for a word?",
)
wrong(
    "unknown_last",
    ("if word in vocabulary: → if True:", "vocabulary[word]] → vocabulary.get(word, -1)]"),
    "Unknown words are counted in the last column, as −1 is the last position.",
    "What should happen with a word that the vocabulary does not have?",
)
wrong(
    "unknown_first",
    ("if word in vocabulary: → if True:", "vocabulary[word]] → vocabulary.get(word, 0)]"),
    "Unknown words are counted in the first column: 0 is the column of a word.",
    "What should happen with a word that the vocabulary does not have?",
)
wrong(
    "grows_the_vocabulary",
    (
        "X = np.zeros((len(texts), len(vocabulary))) → "
        "for text in texts:\n"
        "        for word in tokenize(text):\n"
        "            vocabulary.setdefault(word, len(vocabulary))\n"
        "    X = np.zeros((len(texts), len(vocabulary)))"
    ),
    "Unknown words get columns of their own, and the vocabulary is changed. A model that was "
    "trained with the old "
    "columns has no weights for them.",
    "Whose vocabulary is it, and what should happen with words that it does not have?",
)
wrong(
    "turned",
    "return X → return X.T",
    "Rows and columns have changed places: a text should be a row.",
    "How many rows does the answer have for one text?",
)
wrong(
    "shares",
    "return X → return X / np.maximum(X.sum(axis=1, keepdims=True), 1)",
    "Each row is divided by its sum: shares instead of counts.",
    "What is in the table for a word that occurs twice?",
)
wrong(
    "divided_by_length",
    "return X → return X / [[max(len(tokenize(text)), 1)] for text in texts]",
    "Each row is divided by the length of its text: shares instead of counts.",
    "What is in the table for a word that occurs twice?",
)
wrong(
    "summed",
    "return X → return X.sum(axis=0)",
    "The texts are added up: one row of counts came back for all of them.",
    "How many rows should there be?",
)
wrong(
    "row_sums",
    "return X → return X.sum(axis=1)",
    "You return how many known words each text has; expected is a count for each word.",
    "How many numbers should there be for one text?",
)
wrong(
    "first_text",
    "enumerate(texts): → enumerate(texts[:1]):",
    "Only the first row has counts, and the others are 0. A `return` inside of the loop would do "
    "this.",
    "Which row is filled after the first text?",
)
wrong(
    "row_0",
    "X[row, → X[0,",
    "All texts are counted in the first row.",
    "Which row belongs to the second text?",
)
wrong(
    "every_row",
    "X[row, → X[:,",
    "Each word is counted in every row, or all rows are one and the same list.",
    "Which row belongs to the second text?",
)
wrong(
    "counts_on",
    "return X → return np.cumsum(X, axis=0)",
    "Each row holds the words of all texts so far: the counts do not start anew with a text.",
    "With what should the row of the second text begin?",
)
wrong(
    "one_column_on",
    ("vocabulary[word]] += 1 → vocabulary[word] - 1] += 1",),
    "Every word is counted one column too far left; the columns are counted from 0.",
    "Which column has the word whose number is 0?",
)
wrong(
    "extra_column",
    "len(vocabulary))) → len(vocabulary) + 1))",
    "There is one column too many.",
    "How many columns does a vocabulary of three words need?",
)
wrong(
    "letters",
    "in tokenize(text): → in text.lower():",
    "A loop over a text goes through its letters, and no letter is in the vocabulary: all counts "
    "are 0.",
    "Which function turns a text into words?",
)
wrong(
    "plain_words",
    "return X → return [[word for word in tokenize(text) if word in vocabulary] for text in texts]",
    "You return the words themselves; expected: their counts.",
    "What can a model multiply by a weight?",
)
wrong(
    "own_vocabulary",
    "X = np.zeros((len(texts), len(vocabulary))) → "
    "vocabulary = build_vocabulary(texts)\n    X = np.zeros((len(texts), len(vocabulary)))",
    "The columns are those of a vocabulary that you make from the texts, not of the one handed in.",
    "A trained weight belongs to a column. Who decides which word that is?",
)
wrong(
    "inside_of_words_once",
    "",
    "Words are found inside of other words, and count once: `in` looks for letters in a text.",
    "What do you want to find `art` in: a text, or a list of words?",
    instead="""def bag_of_words(texts, vocabulary):
    X = np.zeros((len(texts), len(vocabulary)))
    for row, text in enumerate(texts):
        for word in vocabulary:
            if word in text.lower():
                X[row, vocabulary[word]] = 1
    return X
""",
)
wrong(
    "inside_of_words_once_with_capitals",
    "",
    "Words are found inside of other words, count once, and are not found with a capital: `in` "
    "looks for letters in a text.",
    "What do you want to find `art` in: a text, or a list of words?",
    instead="""def bag_of_words(texts, vocabulary):
    X = np.zeros((len(texts), len(vocabulary)))
    for row, text in enumerate(texts):
        for word in vocabulary:
            if word in text:
                X[row, vocabulary[word]] = 1
    return X
""",
)
wrong(
    "dicts_of_counts",
    "",
    "Each text has a dict of its counts; expected is a row of V numbers, with 0 for the words "
    "that the text does not have.",
    "What would multiply a dict by an array of weights?",
    instead="""def bag_of_words(texts, vocabulary):
    counts = []
    for text in texts:
        known = [word for word in tokenize(text) if word in vocabulary]
        counts.append({word: known.count(word) for word in known})
    return counts""",
)
wrong(
    "no_columns_without_texts",
    "",
    "Without texts your answer has no columns; expected is the shape (0, V).",
    "Which shape does an array get that is made of an empty list?",
    instead="""def bag_of_words(texts, vocabulary):
    rows = []
    for t in texts:
        row = np.zeros(len(vocabulary))
        for w in tokenize(t):
            if w in vocabulary:
                row[vocabulary[w]] += 1
        rows.append(row)
    return np.array(rows)""",
)


wrong = mistakes("train_sentiment")
PREDICT = "return logits.argmax(axis=1)"
wrong(
    "no_function",
    "return predict → return predict(texts)",
    "What comes back is no function, so there is nothing that could judge new texts.",
    "What does the last line hand back: a function, what a function returned, or nothing?",
)
wrong(
    "one_label",
    f"{PREDICT} → return np.zeros(len(new_texts), dtype=int)",
    "Every new review gets the same label: what was learnt, if anything was, does not reach the "
    "answer.",
    "Which parameters does `predict` use, and have they moved from where they started?",
)
wrong(
    "turned_round",
    f"{PREDICT} → return logits.argmin(axis=1)",
    "Far more reviews are judged wrong than right: it looks as if the two labels had changed "
    "places.",
    "Which of the two does a large number speak for, where you compare?",
)
wrong(
    "probabilities",
    f"{PREDICT} → from course_lib.nn import softmax; return softmax(logits)[:, 1]",
    "The predictions are other numbers than 0 and 1, such as probabilities or logits.",
    "What turns a probability into a decision?",
)
wrong(
    "logits",
    f"{PREDICT} → return logits",
    "`predict` does not return one number for each text.",
    "What is the shape of what `predict` returns for three texts, and what should it be?",
)
wrong(
    "batch_statistics",
    "mlp_forward(bag_of_words(new_texts, vocabulary), params) → mlp_forward("
    "bag_of_words(new_texts, vocabulary) - bag_of_words(new_texts, vocabulary).mean(axis=0), "
    "params)",
    "A text gets another answer alone than among others: something in `predict` is taken from all "
    "the texts of the "
    "call, such as a mean.",
    "What should `predict` know, beside the text itself and what was learnt in training?",
)
wrong(
    "own_generator",
    (
        'params = {"W1": np.zeros((len(vocabulary), 2)), "b1": np.zeros(2)} → '
        "from course_lib.nn import init_params; "
        "params = init_params([len(vocabulary), 2], np.random.default_rng())",
    ),
    "Two trainings with an equal `rng` give different answers: some chance comes from elsewhere.",
    "Where do your first weights, your shuffles and your splits get their chance from?",
)
wrong(
    "word_list",
    "",
    "In a language that nobody knows you do not tell the labels, though one word of each review "
    "does. So the texts and labels that are handed in are not learnt from, or not all of their "
    "words: you use a list of words or a variable of the notebook (its vocabulary, say), mix up "
    "the pairs, or train too little.",
    "Which names in your function are made inside of it, from what was handed in, and which are "
    "not?",
    instead="""def train_sentiment(texts, labels, rng):
    from course_lib.text import count_listed
    return lambda new_texts: np.array([int(count_listed(text) > 0) for text in new_texts])
""",
)

wrong = mistakes("top_words")
wrong(
    "every_second",
    "words[::-1] → words[::-2]",
    "You take only every second word for `positive`.",
    "By how much should each step through the words go back?",
)
wrong(
    "swapped",
    "return words[::-1][:k], words[:k] → return words[:k], words[::-1][:k]",
    "The two lists have changed places: `positive` has the words with the smallest weights.",
    "Which weights does `argsort` put first, and which of the two lists does the statement name "
    "first?",
)
wrong(
    "positive_rising",
    "words[::-1][:k] → words[len(words) - k :]",
    "`positive` has the right words in rising order; expected is the largest weight first.",
    "In which order does `argsort` leave the last k columns?",
)
wrong(
    "negative_falling",
    ", words[:k] → , words[:k][::-1]",
    "`negative` has the right words with the smallest last; expected is the smallest weight first.",
    "Which word should `negative` begin with?",
)
wrong(
    "by_size",
    "np.argsort(weights) → np.argsort(np.abs(weights))",
    "The words are sorted by the size of their weights, whatever the sign.",
    "Should a weight of −2 come before or after a weight of 1?",
)
wrong(
    "order_of_the_dict",
    "word_at[column] → list(vocabulary)[column]",
    "A word is looked up by its place in the dict; expected is the word whose number is that "
    "column.",
    "What says which column belongs to a word?",
)
wrong(
    "ranks",
    "word_at[column] for column in order → word_at[column] for column in np.argsort(order)",
    "The columns are replaced by their ranks: `argsort` was taken twice.",
    "What does each number mean that `argsort` returns?",
)
wrong(
    "columns",
    "word_at[column] for → int(column) for",
    "You return columns; expected: the words that belong to them.",
    "Which word has that column?",
)
wrong(
    "with_weights",
    "words = [word_at[column] for column in order] → words = [(word_at[column], weights[column]) "
    "for column in order]",
    "Each entry is a word with its weight; expected: the words alone.",
    "What is in the lists of the example?",
)
wrong(
    "weights",
    "word_at[column] for → weights[column] for",
    "You return the weights; expected: the words that have them.",
    "Which word belongs to that weight?",
)
wrong(
    "never_sorted",
    "np.argsort(weights) → np.arange(len(weights))",
    "The words are in the order of their columns: the weights are not used.",
    "What decides which word comes first?",
)
wrong(
    "only_positive",
    "return words[::-1][:k], words[:k] → "
    "return ([w for w in words[::-1] if weights[vocabulary[w]] > 0][:k], "
    "[w for w in words if weights[vocabulary[w]] < 0][:k])",
    "Words are left out by the sign of their weight; expected: the k largest and the k "
    "smallest, whatever their "
    "sign.",
    "If all weights were above 0, which would be the smallest?",
)
wrong(
    "one_too_few",
    "return words[::-1][:k], words[:k] → return words[::-1][: k - 1], words[: k - 1]",
    "A list is one word short; expected: `k` words.",
    "How many elements does `words[:k]` have?",
)
wrong(
    "one_too_many",
    "return words[::-1][:k], words[:k] → return words[::-1][: k + 1], words[: k + 1]",
    "A list has one word too many; expected: `k` words.",
    "How many elements does `words[:k]` have?",
)
wrong(
    "largest_left_out",
    "words[::-1][:k] → words[-2 : -k - 2 : -1]",
    "The word with the largest weight is left out: `positive` begins with the second.",
    "At which position does a list end?",
)
wrong(
    "always_3",
    "return words[::-1][:k], words[:k] → return words[::-1][:3], words[:3]",
    "Three words of each kind come back, whatever `k` is.",
    "Which argument says how many?",
)
wrong(
    "always_2",
    "return words[::-1][:k], words[:k] → return words[::-1][:2], words[:2]",
    "Two words of each kind come back, whatever `k` is: 2 is the k of the example.",
    "Which argument says how many?",
)
wrong(
    "all_of_them",
    "return words[::-1][:k], words[:k] → return words[::-1], words",
    "All words come back; expected: `k` of each kind.",
    "Which argument says how many?",
)
wrong(
    "one_list",
    "return words[::-1][:k], words[:k] → return words[::-1][:k] + words[:k]",
    "Both kinds stand in one list; expected: two lists.",
    "How does one `return` hand back two things?",
)
wrong(
    "weights_first",
    "words = [word_at[column] for column in order] → "
    "words = [(weights[column], word_at[column]) for column in order]",
    "Each entry is a weight with its word; expected: the words alone.",
    "What is in the lists of the example?",
)
wrong(
    "words_in_alphabetical_order",
    "",
    "The words are put in alphabetical order, and looked up by that; which column belongs to "
    "a word, the vocabulary says.",
    "What is the number beside each word in `vocabulary`?",
    instead="""def top_words(weights, vocabulary, k):
    words = sorted(vocabulary)
    order = np.argsort(weights)
    return [words[j] for j in order[::-1][:k]], [words[j] for j in order[:k]]""",
)
wrong(
    "dicts_with_weights",
    "",
    "You return dicts with the weights; expected: two lists of words.",
    "What is in the two lists of the example?",
    instead="""def top_words(weights, vocabulary, k):
    s = sorted(vocabulary, key=lambda w: weights[vocabulary[w]])
    weight = {w: weights[vocabulary[w]] for w in s}
    return {w: weight[w] for w in s[::-1][:k]}, {w: weight[w] for w in s[:k]}""",
)
wrong(
    "positive_alone",
    "",
    "Only one list comes back, the words with the largest weights; expected: two.",
    "How does one `return` hand back two lists?",
    instead="""def top_words(weights, vocabulary, k):
    words = sorted(vocabulary, key=vocabulary.get)
    return [words[j] for j in np.argsort(weights)[::-1][:k]]""",
)
wrong(
    "positive_one_short",
    "return words[::-1][:k], words[:k] → return words[::-1][: k - 1], words[:k]",
    "`positive` is one word short; expected: `k` words.",
    "How many elements does `words[:k]` have, and how many `words[-1:-k:-1]`?",
)
wrong(
    "negative_one_short",
    "return words[::-1][:k], words[:k] → return words[::-1][:k], words[: k - 1]",
    "`negative` is one word short; expected: `k` words.",
    "How many elements does `words[:k]` have?",
)
