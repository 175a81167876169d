# SPDX-License-Identifier: GPL-3.0-or-later
from typing import Generic, TypeVar

Item = TypeVar("Item")


class IterableDataset(Generic[Item]):
    pass
