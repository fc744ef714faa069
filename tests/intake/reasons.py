"""Why some ordinary assignments earn less here than from nbgrader."""

_PROCESSES = "starts processes: refused, unless the course allows them in its configuration"
_NETWORK = "uses the network: always refused while grading"
_LIMIT = "more than the usual limits, which the course sets in its configuration"
_OUTSIDE = "reads what lies outside of the course: nothing of it is shown to a submission"
_NUMPY = "a last value of np.float64(1.5) earns 1.5; nbgrader takes it for no number"
_LIBRARY = "a library outside of the grader's environment: install it there"

SLOW = ("sleep40", "cpu40", "memory3g", "disk300", "files3000", "threads100")
"""Those that only wait or fill the disk: limits, which the configuration sets."""

REASONS = {
    **dict.fromkeys(
        (
            *("bang", "bang_mkdir", "bang_test", "bash_magic", "subprocess", "procpool"),
            *("multiprocessing", "joblib_all", "pytest_sub", "sk_gridsearch", "torch_loader"),
        ),
        _PROCESSES,
    ),
    **dict.fromkeys(("web", "web_pandas", "socket_local"), _NETWORK),
    **dict.fromkeys(SLOW, _LIMIT),
    "abs_data": _OUTSIDE,
    **dict.fromkeys(("pythonpath_lib", "editable_lib", "site_lib", "kernel_conda"), _LIBRARY),
    **dict.fromkeys(("partial", "np_f32_last"), _NUMPY),
    "neg_last": "a negative last value earns nothing; nbgrader takes it for no number",
    "setup_counter": "a cell that a student may change replaces math.sqrt: put back before a test",
    "in_list": "tests are not put into In, where a submission could read them",
    "history": "tests are not put into In and Out, where a submission could read them",
    "unseeded": "draws at random",
}
