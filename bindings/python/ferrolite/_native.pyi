"""The native part: see `ferrolite.interpreter` for what people use."""

from os import PathLike
from typing import Any, Callable, Dict, List, Optional, SupportsIndex, Tuple, Union, final

import numpy as np
from numpy.typing import ArrayLike

Array = np.ndarray[Any, Any]

__version__: str

@final
class Model:
    """A model: loaded and checked once, shared by any number of interpreters in any number of threads."""

    def __new__(
        cls,
        model_path: Union[str, bytes, PathLike[Any], None] = None,
        model_content: Optional[bytes] = None,
        *,
        memory_map: bool = False,
    ) -> Model: ...
    @property
    def path(self) -> Optional[str]:
        """The absolute path of the file; `None` when the model was made from bytes."""
    def inspect(self) -> Dict[str, Any]:
        """What is in the model, as a dictionary: its description, subgraphs with their tensors and operators,
        signatures, metadata, warnings, and operators that ferrolite lacks."""

class InterpreterBase:
    """What `ferrolite.Interpreter` inherits."""

    def __new__(cls, *args: Any, **kwargs: Any) -> InterpreterBase: ...
    def allocate_tensors(self) -> None:
        """Plans the graph for the shapes of its inputs and allocates its tensors; must be called before they are used,
        and again after `resize_tensor_input`."""
    def invoke(self) -> None:
        """Runs the graph once. Other Python threads run meanwhile."""
    def set_tensor(self, tensor_index: SupportsIndex, value: ArrayLike) -> None:
        """Copies an array into a tensor. Its type and shape must be the tensor's."""
    def get_tensor(self, tensor_index: SupportsIndex, subgraph_index: SupportsIndex = 0) -> Array:
        """A copy of a tensor."""
    def reset_all_variables(self) -> None:
        """Sets variables to their first value, 0."""
    def num_subgraphs(self) -> int:
        """How many subgraphs the model has."""
    def quantize(
        self, tensor_index: SupportsIndex, values: ArrayLike, subgraph_index: SupportsIndex = 0
    ) -> Array:
        """Quantizes real values as a tensor asks for, per tensor or per axis."""
    def dequantize(
        self, tensor_index: SupportsIndex, values: ArrayLike, subgraph_index: SupportsIndex = 0
    ) -> Array:
        """The real values that integers of a tensor stand for, as float32."""
    def _initialize(
        self,
        model: Model,
        *,
        threads: int,
        keep_all: bool,
        reference_floats: bool,
        compress_zero_points: bool,
        custom_ops: Dict[str, Callable[..., Any]],
    ) -> None: ...
    def _inputs(self) -> List[int]: ...
    def _outputs(self) -> List[int]: ...
    def _tensor_count(self, subgraph_index: SupportsIndex) -> int: ...
    def _operator_count(self) -> int: ...
    def _get_tensor_details(
        self, tensor_index: SupportsIndex, subgraph_index: SupportsIndex = 0
    ) -> Dict[str, Any]: ...
    def _get_op_details(self, op_index: SupportsIndex) -> Dict[str, Any]: ...
    def _get_full_signature_list(self) -> Dict[str, Dict[str, Dict[str, int]]]: ...
    def _signature_subgraph(self, key: str) -> int: ...
    def _resize(self, tensor_index: SupportsIndex, shape: List[int], strict: bool) -> None: ...
    def _run_signature(
        self, subgraph: int, inputs: List[Tuple[int, Any]], outputs: List[int]
    ) -> List[Array]: ...
    def _seconds_of_runs(self, runs: int) -> float: ...
    def _view(self, tensor_index: SupportsIndex) -> Array: ...
    def _views(self) -> int: ...
    def _ensure_safe(self) -> None: ...
