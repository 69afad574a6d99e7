//! Where participants stand on the screen.

use super::*;

#[test]
fn positions_are_the_lowest_free_cells_and_swap() {
    let mut room = Room::open(settings());
    room.with(&[1, 2, 3]);
    assert_eq!(room.positions(), [0, 1, 2]);
    room.owner(Command::Place {
        leg: id(1),
        position: 2,
    });
    assert_eq!(room.positions(), [2, 1, 0]);
    room.owner(Command::Place {
        leg: id(2),
        position: -1,
    });
    assert_eq!(room.positions(), [2, -1, 0]);
    room.owner(Command::Place {
        leg: id(3),
        position: 8,
    })
    .with(&[4]);
    assert_eq!(room.positions(), [2, -1, 8, 0]);
    for position in [9, -2, i8::MAX, i8::MIN] {
        let place = Command::Place {
            leg: id(1),
            position,
        };
        assert_eq!(
            room.refusal(Standing::Owner, place),
            Some("no_such_position")
        );
    }
}

#[test]
fn a_layout_gives_positions_from_zero_in_order() {
    let video = Settings {
        mode: Mode::Video,
        layout: Layout::new(2).unwrap(),
        ..settings()
    };
    let mut room = Room::open(video.clone());
    room.with(&[1, 2, 3]);
    assert_eq!(room.positions(), [0, 1, -1]);
    room.owner(Command::Arrange(vec![id(3), id(1), id(2)]));
    assert_eq!(room.positions(), [1, -1, 0]);
    assert_eq!(
        room.effects,
        [Effect::Arrange(vec![Some(id(3)), Some(id(1))])]
    );
    room.owner(Command::Arrange(vec![id(2)]));
    assert_eq!(room.positions(), [-1, 0, -1]);
    let one = Settings {
        layout: Layout::new(1).unwrap(),
        ..video
    };
    room.owner(Command::Place {
        leg: id(1),
        position: 1,
    })
    .owner(Command::Configure(one));
    assert_eq!(room.positions(), [-1, 0, -1]);
    assert_eq!(room.effects, [Effect::Arrange(vec![Some(id(2))])]);
    let twice = Command::Arrange(vec![id(1), id(1)]);
    assert_eq!(room.refusal(Standing::Owner, twice), Some("named_twice"));
    let unknown = Command::Arrange(vec![id(9)]);
    assert_eq!(
        room.refusal(Standing::Owner, unknown),
        Some("unknown_participant")
    );
}
