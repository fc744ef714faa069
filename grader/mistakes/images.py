"""What goes wrong in lesson 12, and what to tell its authors."""

from grader.mistakes import equivalent, mistakes

# flatten_images

wrong = mistakes("flatten_images")
wrong(
    "not_scaled",
    "64) / 16 → 64) * 1.0",
    "The numbers still go up to 16: every answer is 16 times too large.",
    "What should full ink be in your answer?",
)
wrong(
    "by_255",
    "/ 16 → / 255",
    "You divide by 255, the full ink of most images; here it is 16.",
    "What is the darkest value that these images can have?",
)
wrong(
    "by_their_own_maximum",
    "/ 16 → / images.max()",
    "You divide by the darkest value that is there: where nothing is as dark as 16, your answer "
    "goes up to 1 all the same.",
    "What would become of a faint image, and of the same image in other company?",
)
wrong(
    "each_by_its_own_maximum",
    "/ 16 → / images.max(axis=(1, 2)).reshape(-1, 1)",
    "You divide each image by its own darkest value, so faint strokes become strong ones.",
    "Which number means full ink, whatever the image?",
)
wrong(
    "by_15",
    "/ 16 → / 15",
    "You divide by 15, so full ink becomes more than 1.",
    "From 0 to which number do the pixels go?",
)
wrong(
    "whole_division",
    "/ 16 → // 16 * 1.0",
    "Only whole numbers are left: all but full ink becomes 0. That comes of `//`, or of making "
    "decimals whole.",
    "What is 8 divided by 16, and which step cannot keep it?",
)
wrong(
    "rounded",
    "images.reshape(len(images), 64) / 16 → np.round(images.reshape(len(images), 64) / 16)",
    "Your answer has only the values 0 and 1: half-dark pixels are rounded away.",
    "What is 8 divided by 16?",
)
wrong(
    "faint_ones_left",
    "return images.reshape(len(images), 64) / 16 → "
    "X = images.reshape(len(images), 64)\n    return X / 16 if X.max() > 1 else X",
    "Where nothing is darker than 1, you do not divide, as if it had been scaled already.",
    "What should become of an image that is very faint?",
)
wrong(
    "columns_first",
    "images.reshape → images.transpose(0, 2, 1).reshape",
    "You go down the columns: the second number of your rows is the pixel below the first one, "
    "not the one beside it.",
    "In the example, at which position does the 16 of the first row, second place, belong?",
)
wrong(
    "pixels_in_rows",
    "images.reshape(len(images), 64) / 16 → images.reshape(len(images), 64).T / 16",
    "Your answer lies on its side: a row for each pixel and a column for each image.",
    "What is a row of `X` in this course, an example or a feature?",
)
wrong(
    "mixed_up",
    "images.reshape(len(images), 64) / 16 → images.reshape(64, len(images)).T / 16",
    "The shape is right, and each of your rows is put together from pixels of different images.",
    "Which axis of `images` counts the images, and which of the new array has to do so?",
)
wrong(
    "still_square",
    "images.reshape(len(images), 64) / 16 → images / 16",
    "The images are still squares of 8 by 8; a row of 64 is expected for each.",
    "Which method gives the same numbers another shape?",
)
wrong(
    "one_long_row",
    "images.reshape(len(images), 64) / 16 → images.reshape(-1) / 16",
    "All images stand in one long row behind each other.",
    "How many rows should there be for `n` images?",
)
wrong(
    "first_only",
    "images.reshape(len(images), 64) / 16 → images[0].reshape(1, 64) / 16",
    "Only the first image comes back.",
    "How many rows should there be for `n` images?",
)
wrong(
    "upside_down",
    "64) / 16 → 64)[:, ::-1] / 16",
    "Your rows run backwards: the last pixel comes first.",
    "Which pixel should stand at position 0?",
)
wrong(
    "paper_and_ink",
    "images.reshape(len(images), 64) / 16 → 1 - images.reshape(len(images), 64) / 16",
    "Paper is 1 in your answer and ink is 0.",
    "What is 0 in `images`, and what should it be in the rows?",
)
wrong(
    "column_totals",
    "images.reshape(len(images), 64) / 16 → images.sum(axis=1) / 16",
    "You add up pixels: each image has 8 numbers in your answer, not 64.",
    "Should any two pixels share a number?",
)
wrong(
    "standardised",
    "return images.reshape(len(images), 64) / 16 → "
    "X = images.reshape(len(images), 64) / 16\n    return (X - X.mean()) / X.std()",
    "You scale to mean 0 and deviation 1, by the images that happen to be there.",
    "Which single number should everything be divided by?",
)
wrong(
    "in_place",
    "return images.reshape(len(images), 64) / 16 → "
    "X = images.reshape(len(images), 64)\n    X[...] = X / 16\n    return X",
    "You write into the images that you were given; with whole numbers most of the ink is lost "
    "too.",
    "Does `reshape` copy the numbers, and to whom do they belong?",
)
wrong(
    "no_return",
    "return images → images",
    "`None` comes back: the rows are made, and lost.",
    "Which line hands the answer back?",
)

# confusion_matrix

LOOP = (
    "    for true, predicted in zip(labels, predictions):\n        matrix[true, predicted] += 1\n"
)
wrong(
    "last_column_lost",
    "",
    "The last pixel of each row of an image stays 0: the loop over the columns ends too early.",
    "How many columns does an image have, and which is the last that your loop reaches?",
    instead="""def flatten_images(images):
    out = np.zeros((len(images), 64))
    for i in range(len(images)):
        for r in range(8):
            for c in range(7):
                out[i, r * 8 + c] = images[i, r, c] / 16
    return out""",
)
wrong(
    "rows_upside_down",
    "images.reshape → images[:, ::-1].reshape",
    "Each image stands on its head: its last row of pixels comes first.",
    "Which pixel of an image should stand at position 0?",
)
wrong(
    "images_in_columns",
    "images.reshape(len(images), 64) / 16 → images.reshape(64, -1) / 16",
    "Your answer has 64 rows, whatever the number of images, so the pixels of one image are "
    "spread over several.",
    "How many rows should there be for `n` images?",
)


wrong = mistakes("confusion_matrix")
wrong(
    "transposed",
    "matrix[true, predicted] → matrix[predicted, true]",
    "Rows and columns have changed places: in your table the rows are the predictions.",
    "In the example one 0 is taken for a 1. In which row does it belong?",
)
wrong(
    "counted_once",
    f"{LOOP} →     matrix[labels, predictions] += 1\n",
    "A pair that occurs several times counts once. That comes of `=` for `+=`, or of "
    "`+=` with whole arrays as positions, which adds to each place one time.",
    "Class 0 is read as 0 ten times. What does your line do at the second of them?",
)
wrong(
    "classes_from_the_labels",
    "np.zeros((num_classes, num_classes), dtype=int) → "
    "np.zeros((max([*labels, *predictions], default=-1) + 1,) * 2, dtype=int)",
    "The size of your table follows from the labels that occur, and `num_classes` is never used.",
    "How large should the table be if the last class does not occur?",
)
wrong(
    "ten_classes",
    "np.zeros((num_classes, num_classes), dtype=int) → np.zeros((10, 10), dtype=int)",
    "Your table always has ten classes.",
    "Which argument says how many there are?",
)
wrong(
    "one_class_more",
    "np.zeros((num_classes, num_classes) → np.zeros((num_classes + 1, num_classes + 1)",
    "Your table has one row and one column too many.",
    "Which classes are there if `num_classes` is 3?",
)
wrong(
    "decimal_counts",
    ", dtype=int →",
    "The counts are right, and of a decimal type: `np.zeros` gives decimals unless it is told "
    "otherwise.",
    "Which argument of `np.zeros` states the type?",
)
wrong(
    "shares_of_rows",
    "return matrix → return matrix / np.maximum(matrix.sum(axis=1, keepdims=True), 1)",
    "You divide each row by its sum; counts are expected.",
    "What does the sum of a row tell, and can it still be seen in your table?",
)
wrong(
    "shares_of_columns",
    "return matrix → return matrix / np.maximum(matrix.sum(axis=0, keepdims=True), 1)",
    "You divide each column by its sum; counts are expected.",
    "What should stand where a pair occurs twice?",
)
wrong(
    "shares_of_all",
    "return matrix → return matrix / max(len(labels), 1)",
    "You divide by the number of examples; counts are expected.",
    "What should stand where a pair occurs twice?",
)
wrong(
    "errors_only",
    "        matrix[true →         if true != predicted:\n            matrix[true",
    "Your diagonal is 0: what was predicted correctly is not counted.",
    "Where do the right predictions belong?",
)
wrong(
    "right_only",
    "        matrix[true →         if true == predicted:\n            matrix[true",
    "Only the diagonal is filled: errors are not counted.",
    "Where does an example go whose prediction is wrong?",
)
wrong(
    "every_with_every",
    "    for true, predicted in zip(labels, predictions):\n        matrix[true, predicted] += 1\n "
    "→ "
    "    for true in labels:\n        for predicted in predictions:\n            matrix[true, "
    "predicted] += 1\n",
    "Your two loops pair every label with every prediction; each label belongs to one prediction.",
    "How many examples are there in the example, and what do your counts add up to?",
)
wrong(
    "first_example_only",
    "    return matrix →         return matrix\n    return matrix",
    "Only the first example is counted: the loop ends in its first round, by a `return` or a "
    "`break`.",
    "What ends the loop, and after which round should it end?",
)
wrong(
    "starts_again",
    LOOP
    + " → "
    + LOOP.replace(
        "        matrix[",
        "        matrix = np.zeros((num_classes, num_classes), dtype=int)\n        matrix[",
    ),
    "Only the last example is counted: the table is made anew for each.",
    "How often should an empty table be made?",
)
wrong(
    "one_row_for_all",
    (
        "np.zeros((num_classes, num_classes), dtype=int) → [[0] * num_classes] * num_classes",
        "matrix[true, predicted] → matrix[true][predicted]",
        "return matrix → return np.array(matrix).reshape(num_classes, num_classes)",
    ),
    "All rows of your table are the same: they are one list that stands in it several times.",
    "What does `[row] * 3` make, three rows or three names for one?",
)
wrong(
    "always_a_label_more",
    "matrix[true, predicted] += 1 → matrix[true, predicted] += true",
    "You add the class where you should add 1 to a count.",
    "By how much does a count grow with each example?",
)
wrong(
    "last_one_left_out",
    "zip(labels, predictions) → zip(labels[:-1], predictions[:-1])",
    "The last example is not counted.",
    "How many examples are there, and what do your counts add up to?",
)
wrong(
    "first_one_left_out",
    "zip(labels, predictions) → zip(labels[1:], predictions[1:])",
    "The first example is not counted.",
    "How many examples are there, and what do your counts add up to?",
)
wrong(
    "one_or_the_other",
    f"{LOOP} → "
    "    for i in range(num_classes):\n        for j in range(num_classes):\n"
    "            matrix[i, j] = np.sum((labels == i) | (predictions == j))\n",
    "You count an example where its label or its prediction fits; both have to.",
    "In how many places of the table should one example be counted?",
)
wrong(
    "how_often_each_class_occurs",
    f"{LOOP} →     for i in range(num_classes):\n        matrix[i] = np.sum(labels == i)\n",
    "Every row of your table has the same number in all places, how often its class occurs: the "
    "predictions are never used.",
    "What tells the entries of one row apart?",
)
wrong(
    "labels_for_both",
    "zip(labels, predictions) → zip(labels, labels)",
    "The predictions are never used: everything lands on the diagonal.",
    "Which two classes decide the place of an example?",
)
wrong(
    "accuracy",
    "return matrix → return np.trace(matrix) / max(len(labels), 1)",
    "You return the share of right predictions, one number; the whole table is expected.",
    "What does the table tell that its diagonal does not?",
)
wrong(
    "no_return",
    "return matrix → return",
    "`None` comes back: the table is made, and lost.",
    "Which line hands the answer back?",
)

# most_confused

FIND = "true, predicted = np.unravel_index(errors.argmax(), errors.shape)"
ERRORS = "    errors = matrix.copy()\n    np.fill_diagonal(errors, -1)\n"
wrong(
    "shares",
    "",
    "Your rows are divided by their sums: shares instead of counts, and nan for a class that "
    "never occurs.",
    "What should be in the table for a class with one example?",
    instead="""def confusion_matrix(labels, predictions, num_classes):
    m = np.zeros((num_classes, num_classes), dtype=int)
    np.add.at(m, (labels, predictions), 1)
    return m / m.sum(axis=1, keepdims=True)""",
)
wrong(
    "counted_from_1",
    "",
    "Class 0 is counted in the last row or column: 1 is taken from every class first, and −1 "
    "is the last position.",
    "Which is the first class, and which is the first row?",
    instead="""def confusion_matrix(labels, predictions, num_classes):
    m = np.zeros((num_classes, num_classes), dtype=int)
    for t, p in zip(labels, predictions):
        m[t - 1, p - 1] += 1
    return m""",
)
wrong(
    "bins_from_the_data",
    "",
    "The classes are cut into bins between the smallest and the largest one that occurs, so "
    "classes share a bin or move where some do not occur.",
    "Where should class 2 be counted if no class above 3 occurs?",
    instead="""def confusion_matrix(labels, predictions, num_classes):
    return np.histogram2d(labels, predictions, bins=num_classes)[0].astype(int)""",
)
wrong(
    "twice",
    "",
    "Every example counts twice.",
    "What do your counts add up to, and how many examples are there?",
    instead="""def confusion_matrix(labels, predictions, num_classes):
    m = np.zeros((num_classes, num_classes), dtype=int)
    np.add.at(m, (labels, predictions), 2)
    return m""",
)
wrong(
    "bytes",
    "",
    "The counts are bytes: they begin at 0 again after 255.",
    "How large can a count become with many examples?",
    instead="""def confusion_matrix(labels, predictions, num_classes):
    m = np.zeros((num_classes, num_classes), dtype=np.uint8)
    for t, p in zip(labels, predictions):
        m[t, p] += 1
    return m""",
)


wrong = mistakes("most_confused")
wrong(
    "with_the_diagonal",
    f"{ERRORS} →     errors = matrix.copy()\n",
    "The largest entry that you find may stand on the diagonal, and what stands there is right.",
    "Which entries of the table are errors?",
)
wrong(
    "changed_places",
    "return true, predicted → return predicted, true",
    "The two classes have changed places: what is true comes first.",
    "Which axis of the table counts what is true?",
)
wrong(
    "in_place",
    "matrix.copy() → matrix",
    "You write into the matrix that you were given: its diagonal is gone afterwards.",
    "To whom does the matrix belong, and what would its accuracy be now?",
)
wrong(
    "flat_position",
    (
        f"{FIND} → true = errors.argmax()",
        "return true, predicted → return true",
    ),
    "You return one number, the place in the table as if it were one long row.",
    "Which row and which column is place 5 of a 3 × 3 table?",
)
wrong(
    "smallest",
    ("errors, -1) → errors, errors.max() + 1)", "errors.argmax() → errors.argmin()"),
    "You look for the rarest error.",
    "Which of `argmin` and `argmax` finds the largest?",
)
wrong(
    "diagonal_too_large",
    "errors, -1) → errors, errors.max() + 1)",
    "Your answer is (0, 0) for every table. That happens where what you write on the diagonal is "
    "larger than every error, and is found first.",
    "Which number on the diagonal can never be the largest of all?",
)
wrong(
    "both_directions",
    "errors.argmax() → (errors + errors.T).argmax()",
    "You add up both directions, a as b and b as a. They are two different errors.",
    "Does a 1 read as 9 tell anything about a 9 read as 1?",
)
wrong(
    "last_error",
    f"{FIND} → true, predicted = np.argwhere(errors > 0)[-1]",
    "You return the last error of the table, however rare it is. That happens where "
    "the largest count so far is compared with and never kept.",
    "What has to be remembered when a larger count is met?",
)
wrong(
    "first_error",
    f"{FIND} → true, predicted = np.argwhere(errors > 0)[0]",
    "You return the first error of the table, however rare it is.",
    "Is the search over when the first error is met?",
)
wrong(
    "two_worst_classes",
    f"{FIND} → np.fill_diagonal(errors, 0)\n    true, predicted = "
    "errors.sum(axis=1).argsort()[::-1][:2]",
    "You return the two classes with the most errors. One row and one column of a single entry "
    "are expected.",
    "Where in the table does one error stand, and what are its row and its column?",
)
wrong(
    "above_the_diagonal",
    "np.fill_diagonal(errors, -1) → errors = np.triu(errors, 1)",
    "You only look above the diagonal.",
    "Which errors stand below it?",
)
wrong(
    "below_the_diagonal",
    "np.fill_diagonal(errors, -1) → errors = np.tril(errors, -1)",
    "You only look below the diagonal.",
    "Which errors stand above it?",
)
wrong(
    "share_of_the_class",
    "errors.argmax() → (errors / matrix.sum(axis=1, keepdims=True)).argmax()",
    "You look for the largest share of a class; the largest count is expected.",
    "Which of your lines divides, and does the statement?",
)
wrong(
    "worst_class_first",
    f"{FIND} → true = (errors.sum(axis=1)).argmax()\n    predicted = errors[true].argmax()",
    "You take the class with the most errors, and its most frequent one. Another class may have a "
    "single error that is more frequent.",
    "Can the largest entry of a table stand in a row whose sum is not the largest?",
)
wrong(
    "worst_column_first",
    f"{FIND} → predicted = (errors.sum(axis=0)).argmax()\n    true = errors[:, predicted].argmax()",
    "You take the class that others are most often taken for, and then its most frequent error.",
    "Can the largest entry of a table stand in a column whose sum is not the largest?",
)
wrong(
    "rows_and_columns_apart",
    f"{FIND} → true, predicted = errors.sum(axis=1).argmax(), errors.sum(axis=0).argmax()",
    "You look for the worst row and the worst column, each by itself. Where they cross there may "
    "be no error at all.",
    "Do your row and your column belong to one entry of the table?",
)
wrong(
    "the_count",
    (
        f"{FIND} → true = errors.max()",
        "return true, predicted → return true",
    ),
    "You return how often it happens; expected: the two classes.",
    "Which function says where the largest entry is, and not how large?",
)
wrong(
    "count_too",
    "return true, predicted → return true, predicted, errors.max()",
    "You return three things; expected: the two classes.",
    "How would the caller take your answer apart?",
)
wrong(
    "best_class",
    "np.fill_diagonal(errors, -1) → errors = np.diag(np.diag(errors))",
    "You return the class that is read best: the largest entry of the diagonal.",
    "Is what stands on the diagonal an error?",
)
wrong(
    "ten_classes",
    "errors.shape) → (10, 10))",
    "You count the places of a table with ten classes, whatever its size.",
    "How many columns does the table have that you were given?",
)
wrong(
    "three_classes",
    "errors.shape) → (3, 3))",
    "You count the places of a table with three classes, as in the example.",
    "How many columns does the table have that you were given?",
)
wrong(
    "no_return",
    "return true, predicted → return",
    "`None` comes back: the pair is found, and lost.",
    "Which line hands the answer back?",
)
wrong(
    "class_with_fewest_right",
    "",
    "You take the class with the fewest right answers, and in it the most frequent error; the "
    "largest error may belong to another class.",
    "Which entry off the diagonal is the largest in the whole table?",
    instead="""def most_confused(matrix):
    i = np.argmin(np.diag(matrix))
    row = matrix[i].copy(); row[i] = -1
    return i, row.argmax()""",
)
wrong(
    "names_of_the_last_round",
    "",
    "The two classes are always the last ones of the loops: where the largest entry stood is "
    "not kept.",
    "When a larger entry is found, what has to be remembered beside its size?",
    instead="""def most_confused(matrix):
    best = 0
    for i in range(len(matrix)):
        for j in range(len(matrix)):
            if i != j and matrix[i, j] > best:
                best = matrix[i, j]
    return i, j""",
)
wrong(
    "diagonal_of_one",
    "np.fill_diagonal(errors, -1) → np.fill_diagonal(errors, 1)",
    "You filled the diagonal with 1: where no error is more frequent than 1, the diagonal wins.",
    "Which number is smaller than every count?",
)
wrong(
    "second_largest",
    "",
    "You take the second largest entry of the whole table, which may stand on the diagonal too.",
    "Which entries of the table are not errors?",
    instead="""def most_confused(matrix):
    m = matrix.copy()
    m[np.unravel_index(m.argmax(), m.shape)] = 0
    return np.unravel_index(m.argmax(), m.shape)""",
)
wrong(
    "counted_from_1",
    "",
    "Both classes are 1 too large: they are counted from 1.",
    "Which class does the first row stand for?",
    instead="""def most_confused(matrix):
    m = matrix.copy()
    np.fill_diagonal(m, 0)
    i, j = np.unravel_index(m.argmax(), m.shape)
    return i + 1, j + 1""",
)
wrong(
    "column_with_fewest",
    "",
    "The row is right; the column is the one in which the fewest errors stand.",
    "In which column of that row does its largest error stand?",
    instead="""def most_confused(matrix):
    m = matrix.copy()
    np.fill_diagonal(m, 0)
    i = m.max(axis=1).argmax()
    return i, m.max(axis=0).argmin()""",
)
wrong(
    "arrays_of_positions",
    "",
    "Each of the two is an array of positions, as `np.where` returns them; expected: two numbers.",
    "What does `np.where` return where several places hold the maximum?",
    instead="""def most_confused(matrix):
    m = matrix - np.diag(np.diag(matrix))
    return np.where(m == m.max())""",
)
wrong(
    "last_row_left_out",
    "np.fill_diagonal(errors, -1) → np.fill_diagonal(errors, -1); errors[-1] = -1",
    "Errors of the last class are never found: the last row of the matrix is left out.",
    "Which rows does your loop reach in a matrix with two?",
)
equivalent("most_confused", "-1) → -2)", "any negative number is below every count")

# train_classifier

TRAINS = (
    "    fit(params, scaler.transform(X), labels, optimizer=Adam(0.003),"
    " epochs=12, batch_size=32, rng=rng)\n"
)
PREDICTS = "return logits.argmax(axis=1)"

wrong = mistakes("train_classifier")
wrong(
    "returns_params",
    "return predict → return params",
    "You return a dict, perhaps the parameters; expected is a function that predicts.",
    "What would `train_classifier(X, labels, rng)(X_new)` have to do?",
)
wrong(
    "returns_predictions",
    "return predict → return predict(X)",
    "You return an array, as if the images to read were known; expected is a function that "
    "predicts.",
    "Which images should be read, and who hands them over, and when?",
)
wrong(
    "returns_several",
    "return predict → return predict, params",
    "You return several things; expected is one, a function that predicts.",
    "What would the caller have to write in order to read an image?",
)
wrong(
    "returns_a_number",
    "return predict → return float(np.mean(predict(X) == labels))",
    "You return a number, perhaps an accuracy; expected is a function that predicts.",
    "Who measures how good it is, and what do they need for that?",
)
wrong(
    "no_return",
    "\n    return predict → ",
    "`None` comes back: whatever was trained, nobody can use it.",
    "Which line hands `predict` to the caller, and how far to the right does it stand?",
)
wrong(
    "returns_logits",
    f"{PREDICTS} → return logits",
    "`predict` returns several numbers for each image, such as logits or probabilities; "
    "expected is the class.",
    "Which of the ten numbers decides, and which function finds its position?",
)
wrong(
    "over_the_batch",
    f"{PREDICTS} → return logits.argmax(axis=0)",
    "`predict` returns another number of predictions than it is given images. That happens where "
    "the largest number is looked for along another axis, or where other images are read.",
    "Which array does `predict` read, and which axis of the logits counts its images?",
)
wrong(
    "column",
    f"{PREDICTS} → return logits.argmax(axis=1, keepdims=True)",
    "`predict` returns a column, `(m, 1)`; expected is `(m,)`.",
    "What would comparing `(m, 1)` with labels `(m,)` give?",
)
wrong(
    "probability_of_the_class",
    f"{PREDICTS} → return logits.max(axis=1)",
    "`predict` returns numbers with decimals: the largest number of each row, perhaps, and not "
    "its position.",
    "Which function says where the largest number stands?",
)
wrong(
    "one_number",
    f"{PREDICTS} → return logits.argmax()",
    "`predict` returns one number for all images together.",
    "Along which axis should the largest number be looked for?",
)
wrong(
    "predict_returns_nothing",
    f"{PREDICTS} → logits.argmax(axis=1)",
    "`predict` returns `None`: the classes are found, and lost.",
    "Which line of `predict` hands its answer back?",
)
wrong(
    "returns_an_object",
    "return predict → return type('Model', (), {'predict': staticmethod(predict)})()",
    "You return an object that cannot be called like a function, perhaps one with a method "
    "`predict`.",
    "The caller writes brackets with images behind what you return. Which part of it could be "
    "returned?",
)
wrong(
    "one_class",
    "optimizer=Adam(0.003) → optimizer=SGD(1e6)",
    "Every image gets the same class. That happens where the parameters have become nan or "
    "enormous, or where all images look alike to the network.",
    "What are the loss and the largest weight after the first epoch?",
)
wrong(
    "chance",
    f"{TRAINS} → ",
    "It reads digits hardly better than by chance, also those that it was trained on. That happens "
    "where "
    "nothing was learnt: without training, with labels that do not belong to their images, or with "
    "data of the notebook in the place of `X` and `labels`.",
    "Which arrays does it train on, are their rows still paired, and does the loss fall?",
)
wrong(
    "by_heart",
    "    def predict(X):\n        logits, cache = mlp_forward(scaler.transform(X), params)\n     "
    f"   {PREDICTS}\n → "
    "    known = {row.tobytes(): label for row, label in zip(X, labels)}\n\n"
    "    def predict(X):\n        return np.array([known.get(row.tobytes(), 0) for row in X])\n",
    "It knows the images that it was given, and gives all others the same class: it has learnt "
    "them by heart.",
    "What should it say of an image that is almost like one that it knows?",
)
wrong(
    "some_rows_only",
    "    fit(params, scaler.transform(X), labels, → "
    "    fit(params, scaler.transform(X)[labels < 4], labels[labels < 4],",
    "It reads new images better than by chance, and fewer than six in ten of those that you were "
    "given to train on. That happens where only some rows of `X` are used, or where training "
    "ends far too early.",
    "How many rows does your training see in one epoch, and how many does `X` have?",
)
wrong(
    "scaled_by_the_batch",
    "        logits, cache = mlp_forward(scaler.transform(X), params) → "
    "        scaler.fit(X)\n        logits, cache = mlp_forward(scaler.transform(X), params)",
    "What `predict` says of an image depends on the images beside it. That happens "
    "where new images are scaled by their own mean and deviation.",
    "Where do the mean and the deviation come from, and what are those of one image alone?",
)
wrong(
    "own_generator",
    "init_params([64, 64, 10], rng) → init_params([64, 64, 10], np.random.default_rng())",
    "A generator of the same seed gives another classifier: some chance does not come from `rng`.",
    "Which lines draw random numbers, and from which generator?",
)
