"""Examples of the acts on products and rounds."""

from fangxian.disinfection.acts import AddProduct, AddProofPart, EndRound, LookAtProof, PlanRound, RecordDisinfection
from fangxian.disinfection.models import Stop
from fangxian.door.act import Act
from tests.disinfection.test_rounds import plan
from tests.examples import Example
from tests.homes import Homes
from tests.world import World


def add_product(world: World, _: Homes) -> Act:
    return AddProduct(area=world.bamboo.pk, product_kind="bleach", name="84", mg_l=50_000)


def plan_round(world: World, _: Homes) -> PlanRound:
    return plan(world, places="3号楼1单元 扶手\n李青家门口")


def planned(world: World, homes: Homes) -> int:
    key: int = world.written(plan_round(world, homes), by=world.an)["round"]
    return key


def end_round(world: World, homes: Homes) -> Act:
    return EndRound(round=planned(world, homes), why="张伟说不用了")


def record(world: World, homes: Homes) -> Act:
    planned(world, homes)
    with world.all_eyes():
        stop = Stop.objects.all()[0]
    return RecordDisinfection(stop=stop.pk, proof="李青在场")


def add_proof_part(world: World, homes: Homes) -> Act:
    act = record(world, homes)
    world.written(act, by=world.an)
    return AddProofPart(record=act.id, part=1, parts=1, content="/9j/2wBD")


def look_at_proof(world: World, homes: Homes) -> Act:
    key: int = world.written(record(world, homes), by=world.an)["done"]
    return LookAtProof(done=key)


EXAMPLES: dict[type[Act], Example] = {
    AddProduct: add_product,
    AddProofPart: add_proof_part,
    EndRound: end_round,
    LookAtProof: look_at_proof,
    PlanRound: plan_round,
    RecordDisinfection: record,
}
