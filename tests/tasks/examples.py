"""Examples of the notebook's acts: every line and every reason names somebody, so the ledger must not keep it."""

from fangxian.door.act import Act
from fangxian.tasks.acts import CorrectTask, FinishTask, HandOverTask, NoteTask, PostponeTask
from tests.examples import Example
from tests.homes import Homes
from tests.world import World, ago


def note(world: World, _: Homes) -> NoteTask:
    return NoteTask(area=world.bamboo.pk, text="3号楼 给李青送药 13900000001")


def noted(world: World, homes: Homes) -> int:
    key: int = world.written(note(world, homes), by=world.an)["task"]
    return key


def finish(world: World, homes: Homes) -> Act:
    return FinishTask(task=noted(world, homes), proof="李青已收")


def hand_over(world: World, homes: Homes) -> Act:
    return HandOverTask(task=noted(world, homes), to=world.tian.pk, why="张伟病了")


def postpone(world: World, homes: Homes) -> Act:
    return PostponeTask(task=noted(world, homes), due_at=ago(hours=-2), why="李青不在")


def correct(world: World, homes: Homes) -> Act:
    return CorrectTask(task=noted(world, homes), text="3号楼 给张伟送药")


EXAMPLES: dict[type[Act], Example] = {
    CorrectTask: correct,
    FinishTask: finish,
    HandOverTask: hand_over,
    NoteTask: note,
    PostponeTask: postpone,
}
