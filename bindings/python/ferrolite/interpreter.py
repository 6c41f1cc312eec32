"""`Interpreter`, with the methods of TensorFlow Lite's."""

import enum
import io
import os
from typing import Any, Callable, Dict, List, Mapping, NoReturn, Optional, Sequence, Union

import numpy as np

from ._native import InterpreterBase, Model

__all__ = [
    "Delegate",
    "Interpreter",
    "InterpreterWithCustomOps",
    "OpResolverType",
    "SignatureRunner",
    "load_delegate",
]

Details = Dict[str, Any]


@enum.unique
class OpResolverType(enum.Enum):
    """Which kernels TensorFlow Lite is to use. Integer results equal those of `BUILTIN_REF` bit for bit under all four.
    Under `BUILTIN_REF` sums of floats are rounded like its too; the others round each sum once with its product, which is
    faster."""

    AUTO = 0
    BUILTIN = 1
    BUILTIN_REF = 2
    BUILTIN_WITHOUT_DEFAULT_DELEGATES = 3


def _no_delegates(what: str) -> NoReturn:
    # It is a ValueError and an OSError: programs catch either to fall back to the CPU.
    raise io.UnsupportedOperation(
        f"{what}: ferrolite has no delegates, it runs every operator itself on the CPU; leave the delegate out"
    )


class Delegate:
    """TensorFlow Lite's delegates are libraries for its own C++ interpreter; creating one raises `ValueError`."""

    def __init__(self, library: Any, options: Optional[Mapping[Any, Any]] = None) -> None:
        _no_delegates(f"delegate {library!r}")


def load_delegate(library: Any, options: Optional[Mapping[Any, Any]] = None) -> Delegate:
    """Raises `ValueError`, as TensorFlow Lite does for a delegate that does not load: see `Delegate`."""
    return Delegate(library, options)


class Interpreter(InterpreterBase):
    """Runs a TensorFlow Lite model.

    >>> interpreter = Interpreter(model_path="model.tflite")
    >>> interpreter.allocate_tensors()
    >>> interpreter.set_tensor(interpreter.get_input_details()[0]["index"], image)
    >>> interpreter.invoke()
    >>> scores = interpreter.get_tensor(interpreter.get_output_details()[0]["index"])

    An interpreter may be used from several threads: calls wait for each other. `invoke` lets other Python threads
    run; to run a model in several threads at the same time, give each an interpreter of its own of one `Model`.
    """

    def __init__(
        self,
        model_path: Union[str, bytes, "os.PathLike[Any]", None] = None,
        model_content: Optional[bytes] = None,
        experimental_delegates: Optional[Sequence[Any]] = None,
        num_threads: Optional[int] = None,
        experimental_op_resolver_type: OpResolverType = OpResolverType.AUTO,
        experimental_preserve_all_tensors: bool = False,
        experimental_disable_delegate_clustering: bool = False,
        experimental_default_delegate_latest_features: bool = False,
        experimental_compress_quantization_zero_points: bool = False,
        experimental_disable_delegate_node_fusion: bool = False,
        experimental_force_delegate_node_profiling: bool = False,
        *,
        model: Optional[Model] = None,
    ) -> None:
        """Loads and checks a model.

        Args:
          model_path: The file. It is read into memory; `Model(path, memory_map=True)` maps it instead.
          model_content: The bytes of the file.
          experimental_delegates: There are none: a list that is not empty raises `ValueError`.
          num_threads: How many threads share the work of an operator; 1 by default, at most as many as there are
            processors. It never changes a result.
          experimental_op_resolver_type: Integer results are those of `BUILTIN_REF` under all types; sums of floats are
            rounded as there only if it is asked for.
          experimental_preserve_all_tensors: Keeps intermediate tensors, so that `get_tensor` can read them after
            `invoke`. It never changes a result.
          experimental_compress_quantization_zero_points: Where all zero points of a tensor are equal, details give one.
          model: A model that was loaded before; interpreters share its weights.

        The other arguments concern delegates and have no effect.

        Raises:
          ValueError: There is no such file, it is no valid model, it needs an operator that is missing, or an argument
            does not fit.
        """
        del experimental_disable_delegate_clustering, experimental_default_delegate_latest_features
        del experimental_disable_delegate_node_fusion, experimental_force_delegate_node_profiling
        if not isinstance(experimental_op_resolver_type, OpResolverType):
            raise ValueError(
                f"experimental_op_resolver_type must be an OpResolverType, it is {experimental_op_resolver_type!r}"
            )
        if num_threads is not None and not isinstance(num_threads, int):
            raise ValueError(f"num_threads must be an int, it is {num_threads!r}")
        if num_threads is not None and num_threads < 1:
            raise ValueError(f"num_threads must be at least 1, it is {num_threads}")
        if experimental_delegates:
            _no_delegates("experimental_delegates")
        self._model = _one_model(model, model_path, model_content)
        # What pickling writes: how the interpreter was made.
        self._arguments: Dict[str, Any] = {
            "num_threads": num_threads,
            "experimental_op_resolver_type": experimental_op_resolver_type,
            "experimental_preserve_all_tensors": bool(experimental_preserve_all_tensors),
            "experimental_compress_quantization_zero_points": bool(experimental_compress_quantization_zero_points),
        }
        self._initialize(
            self._model,
            threads=min(num_threads or 1, max(os.cpu_count() or 1, 1)),
            keep_all=bool(experimental_preserve_all_tensors),
            reference_floats=experimental_op_resolver_type is OpResolverType.BUILTIN_REF,
            compress_zero_points=bool(experimental_compress_quantization_zero_points),
            custom_ops=dict(self._custom_ops()),
        )

    def _custom_ops(self) -> Mapping[str, Callable[..., Any]]:
        return {}

    def __reduce__(self) -> Any:
        return _remake, (type(self), self._model, self._arguments)

    def __repr__(self) -> str:
        return f"<{type(self).__module__}.{type(self).__qualname__} of {self._model!r}>"

    @property
    def model(self) -> Model:
        """The model, to be shared with other interpreters."""
        return self._model

    @property
    def experimental_compress_quantization_zero_points(self) -> bool:
        """Whether details give one zero point where all are equal."""
        compress: bool = self._arguments["experimental_compress_quantization_zero_points"]
        return compress

    def get_input_details(self) -> List[Details]:
        """Name, index, shape, dtype and quantization of each input, as dictionaries with the keys `name`, `index`,
        `shape`, `shape_signature`, `dtype`, `quantization`, `quantization_parameters` and `sparsity_parameters`."""
        return [self._get_tensor_details(index, 0) for index in self._inputs()]

    def get_output_details(self) -> List[Details]:
        """The same of each output."""
        return [self._get_tensor_details(index, 0) for index in self._outputs()]

    def get_tensor_details(self, subgraph_index: int = 0) -> List[Details]:
        """The same of each tensor of a subgraph, but for those of types that numpy does not have."""
        subgraphs = self.num_subgraphs()
        if subgraph_index < 0 or subgraph_index >= subgraphs:
            raise ValueError(f"subgraph_index is out of range: {subgraph_index}, the model has {subgraphs} subgraphs")
        found = []
        for index in range(self._tensor_count(subgraph_index)):
            try:
                found.append(self._get_tensor_details(index, subgraph_index))
            except ValueError:
                continue
        return found

    def _get_ops_details(self) -> List[Details]:
        """What each operator of the main graph is, reads and writes."""
        return [self._get_op_details(index) for index in range(self._operator_count())]

    def resize_tensor_input(self, input_index: int, tensor_size: Any, strict: bool = False) -> None:
        """Gives an input another shape; `allocate_tensors` must follow.

        Args:
          input_index: The tensor's index.
          tensor_size: The shape.
          strict: Whether only those dimensions may change that are -1 in the tensor's `shape_signature`.

        Raises:
          RuntimeError: The tensor is no input, or the shape is refused.
        """
        self._ensure_safe()
        shape = np.array(tensor_size, dtype=np.int32)
        if shape.ndim != 1:
            raise ValueError(f"tensor_size must be a list of dimensions, it has {shape.ndim} dimensions itself")
        self._resize(input_index, shape.tolist(), bool(strict))

    def get_signature_list(self) -> Dict[str, Dict[str, List[str]]]:
        """The names of the inputs and outputs of each signature, by its key."""
        return {
            key: {"inputs": list(one["inputs"]), "outputs": list(one["outputs"])}
            for key, one in self._get_full_signature_list().items()
        }

    def get_signature_runner(self, signature_key: Optional[str] = None) -> "SignatureRunner":
        """A callable that runs a signature by the names of its inputs; without a key, the only one."""
        if signature_key is None:
            keys = list(self._get_full_signature_list())
            if len(keys) != 1:
                raise ValueError(
                    f"signature_key is None, which is allowed where a model has one signature; this one has {len(keys)}"
                    + (f": {', '.join(keys)}" if keys else "")
                )
            signature_key = keys[0]
        return SignatureRunner(self, signature_key)

    def tensor(self, tensor_index: int) -> Callable[[], "np.ndarray[Any, Any]"]:
        """A function that gives a numpy view of the tensor's memory, without a copy.

        While such an array, or a part of it, is held, `allocate_tensors`, `resize_tensor_input` and `invoke` raise
        `RuntimeError`: hold the function and call it again instead. The shape is that of the moment of the call.
        """
        return lambda: self._view(tensor_index)

    def _safe_to_run(self) -> bool:
        """Whether nobody holds a view of a tensor's memory."""
        return self._views() == 0

    def _native_handle(self) -> NoReturn:
        """There is no C++ interpreter to point to: raises `NotImplementedError`."""
        raise NotImplementedError("ferrolite has no C++ interpreter, so there is no handle of one")


class InterpreterWithCustomOps(Interpreter):
    """An interpreter of models with operators of your own, written in Python.

    >>> def twice(inputs, options):
    ...     return 2 * inputs[0]
    >>> interpreter = InterpreterWithCustomOps(custom_ops={"Twice": twice}, model_path="model.tflite")

    The function is called in each `invoke` with a list of numpy arrays, one for each input of the operator (`None` for
    one that is absent), and the operator's options as `bytes`. It returns an array, or a sequence of arrays where the
    operator has several outputs, of the types that the model says. What it raises, `invoke` raises.

    Shapes of outputs: when the function has an attribute `shapes`, that is called while the graph is planned, with the
    list of the inputs' shapes and the options, and returns a shape for each output. Otherwise the operator is planned
    while the graph runs, by calling the function an extra time; it must return the same shapes for the same inputs.
    """

    def __init__(
        self,
        custom_op_registerers: Optional[Sequence[Any]] = None,
        *,
        custom_ops: Optional[Mapping[str, Callable[..., Any]]] = None,
        **kwargs: Any,
    ) -> None:
        """Takes the arguments of `Interpreter`, and `custom_ops`: functions by the names of operators.

        Raises:
          ValueError: There are `custom_op_registerers`, which are functions of TensorFlow Lite's C++ interpreter.
          TypeError: A value of `custom_ops` cannot be called.
        """
        if custom_op_registerers:
            raise ValueError(
                "custom_op_registerers register kernels in TensorFlow Lite's C++ interpreter, which ferrolite is not;"
                " write the operators in Python and give them as custom_ops={name: function}"
            )
        self._custom = dict(custom_ops or {})
        for name, function in self._custom.items():
            if not callable(function):
                raise TypeError(f"custom_ops[{name!r}] must be callable, it is {function!r}")
        super().__init__(**kwargs)
        self._arguments["custom_ops"] = self._custom

    def _custom_ops(self) -> Mapping[str, Callable[..., Any]]:
        return self._custom


class SignatureRunner:
    """Runs a signature of a model by the names of its inputs: see `Interpreter.get_signature_runner`."""

    def __init__(self, interpreter: Optional[Interpreter] = None, signature_key: Optional[str] = None) -> None:
        if interpreter is None:
            raise ValueError("a SignatureRunner needs an interpreter, it is None")
        if not signature_key:
            raise ValueError("a SignatureRunner needs the key of a signature, there is none")
        signatures = interpreter._get_full_signature_list()
        if signature_key not in signatures:
            known = ", ".join(signatures) or "none"
            raise ValueError(f"there is no signature {signature_key!r}; the model has: {known}")
        self._interpreter = interpreter
        self._signature_key = signature_key
        self._inputs: Dict[str, int] = signatures[signature_key]["inputs"]
        self._outputs: Dict[str, int] = signatures[signature_key]["outputs"]
        self._subgraph_index = interpreter._signature_subgraph(signature_key)

    def __call__(self, **kwargs: Any) -> Dict[str, "np.ndarray[Any, Any]"]:
        """Resizes the inputs to the arrays given by name, sets them, runs, and gives the outputs by name.

        Raises:
          ValueError: An input is missing, unknown, or of another type.
          RuntimeError: The graph does not take the shapes, or running it failed.
        """
        unknown = [name for name in kwargs if name not in self._inputs]
        if len(kwargs) != len(self._inputs) or unknown:
            raise ValueError(
                f"signature {self._signature_key!r} has the inputs {', '.join(self._inputs) or 'none'};"
                f" given were {', '.join(kwargs) or 'none'}"
            )
        inputs = [(self._inputs[name], np.asarray(value)) for name, value in kwargs.items()]
        results = self._interpreter._run_signature(self._subgraph_index, inputs, list(self._outputs.values()))
        return dict(zip(self._outputs, results))

    def get_input_details(self) -> Dict[str, Details]:
        """Details of the inputs by name; the keys are those of `Interpreter.get_input_details`."""
        return self._details(self._inputs)

    def get_output_details(self) -> Dict[str, Details]:
        """The same of the outputs."""
        return self._details(self._outputs)

    def _details(self, names: Dict[str, int]) -> Dict[str, Details]:
        return {
            name: self._interpreter._get_tensor_details(index, self._subgraph_index) for name, index in names.items()
        }


def _one_model(model: Optional[Model], path: Any, content: Any) -> Model:
    """The model of exactly one of three arguments."""
    # An empty path or no bytes are nothing, as in TensorFlow Lite.
    given = [one for one in (model, path or None, content or None) if one is not None]
    if not given:
        raise ValueError("one of model_path, model_content and model must be given")
    if len(given) > 1:
        raise ValueError("only one of model_path, model_content and model can be given")
    if model is None:
        return Model(path) if path else Model(model_content=content)
    if not isinstance(model, Model):
        raise TypeError(f"model must be a ferrolite.Model, it is {model!r}")
    return model


def _remake(kind: Callable[..., Interpreter], model: Model, arguments: Dict[str, Any]) -> Interpreter:
    """Unpickles an interpreter: as it was made, not yet allocated."""
    return kind(model=model, **arguments)
