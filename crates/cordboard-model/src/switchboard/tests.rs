use super::*;

fn id(n: u8) -> Id {
    Id::from_bytes([n; 16])
}

const DESK: u8 = 1;
const CALL: u8 = 10;
const LEG: u8 = 20;

fn party(number: &str) -> Party {
    Party {
        number: number.to_owned(),
        ..Party::default()
    }
}

fn arrived(board: &mut Switchboard, call: u8) {
    let event = PlaneEvent::Arrived {
        call: id(call),
        desk: id(DESK),
        from: party("+4930123"),
    };
    assert!(hear(board, event, 0).is_empty());
}

fn act(board: &mut Switchboard, call: u8, what: Command) -> Result<Vec<Effect>, Refusal> {
    command(board, (id(DESK), id(call)), what, 1_000)
}

/// A board with one call on which the desk talks.
fn talking() -> Switchboard {
    let mut board = Switchboard::default();
    arrived(&mut board, CALL);
    let effects = act(&mut board, CALL, Command::Answer).unwrap();
    assert_eq!(effects, [Effect::Answer(id(CALL))]);
    board
}

fn stage(board: &Switchboard, call: u8) -> &Stage {
    &board.call(id(call)).unwrap().stage
}

fn ask(through: bool) -> Command {
    Command::Ask {
        leg: id(LEG),
        to: party("102"),
        through,
    }
}

fn safe() -> Command {
    Command::Safe {
        leg: id(LEG),
        to: party("102"),
        through: false,
    }
}

#[test]
fn answering_a_second_call_holds_the_first() {
    let mut board = talking();
    arrived(&mut board, 11);
    let effects = act(&mut board, 11, Command::Answer).unwrap();
    assert_eq!(effects, [Effect::Hold(id(CALL)), Effect::Answer(id(11))]);
    assert_eq!(stage(&board, CALL), &Stage::Held);
    act(&mut board, CALL, Command::Resume).unwrap();
    assert_eq!(stage(&board, 11), &Stage::Held);
}

#[test]
fn a_blind_transfer_leaves_the_desk_at_once_also_from_a_call_that_still_rings() {
    for answered in [false, true] {
        let mut board = Switchboard::default();
        arrived(&mut board, CALL);
        if answered {
            act(&mut board, CALL, Command::Answer).unwrap();
        }
        let to = party("102");
        let effects = act(&mut board, CALL, Command::Blind { to, through: true }).unwrap();
        let sent = Effect::Send {
            call: id(CALL),
            number: "102".into(),
            through: true,
        };
        assert_eq!(effects, [sent]);
        assert!(board.is_empty());
    }
}

#[test]
fn a_safe_transfer_comes_back_with_its_original_caller_when_nobody_answers() {
    let mut board = talking();
    act(&mut board, CALL, safe()).unwrap();
    let event = PlaneEvent::LegFailed(id(LEG), Failure::NoAnswer);
    assert!(hear(&mut board, event, 20_000).is_empty());
    let call = board.call(id(CALL)).unwrap();
    assert_eq!(call.stage, Stage::Ringing);
    assert_eq!(call.party, party("+4930123"));
    assert_eq!(call.came_back, Some((party("102"), Failure::NoAnswer)));
    // Answered again, it is a call as any other.
    act(&mut board, CALL, Command::Answer).unwrap();
    assert_eq!(board.call(id(CALL)).unwrap().came_back, None);
}

#[test]
fn a_safe_transfer_that_is_answered_joins_the_two() {
    let mut board = talking();
    act(&mut board, CALL, safe()).unwrap();
    let effects = hear(&mut board, PlaneEvent::LegAnswered(id(LEG)), 0);
    let joined = Effect::Join {
        call: id(CALL),
        leg: id(LEG),
    };
    assert_eq!(effects, [joined]);
    assert!(board.is_empty());
}

#[test]
fn an_attended_transfer_can_be_cancelled_and_completed() {
    let mut board = talking();
    let effects = act(&mut board, CALL, ask(false)).unwrap();
    assert_eq!(effects.len(), 2, "held, and the colleague rung");
    let effects = act(&mut board, CALL, Command::Cancel).unwrap();
    assert_eq!(effects, [Effect::Drop(id(LEG)), Effect::Resume(id(CALL))]);
    assert_eq!(stage(&board, CALL), &Stage::Talking);
    act(&mut board, CALL, ask(false)).unwrap();
    hear(&mut board, PlaneEvent::LegAnswered(id(LEG)), 0);
    assert!(matches!(
        stage(&board, CALL),
        Stage::Asking(Asked { answered: true, .. })
    ));
    let effects = act(&mut board, CALL, Command::Complete).unwrap();
    assert!(matches!(effects[..], [Effect::Join { .. }]));
    assert!(board.is_empty());
}

#[test]
fn an_attended_transfer_that_is_completed_while_it_rings_becomes_a_safe_one() {
    let mut board = talking();
    act(&mut board, CALL, ask(false)).unwrap();
    assert!(act(&mut board, CALL, Command::Complete).unwrap().is_empty());
    assert!(matches!(stage(&board, CALL), Stage::HandedOn(_)));
    hear(&mut board, PlaneEvent::LegFailed(id(LEG), Failure::Busy), 0);
    assert_eq!(stage(&board, CALL), &Stage::Ringing);
}

#[test]
fn a_caller_who_hangs_up_during_a_transfer_stops_the_colleagues_phone() {
    let mut board = talking();
    act(&mut board, CALL, safe()).unwrap();
    let effects = hear(&mut board, PlaneEvent::Ended(id(CALL)), 0);
    assert_eq!(effects, [Effect::Drop(id(LEG))]);
    // An answer that crosses with it connects nobody.
    let effects = hear(&mut board, PlaneEvent::LegAnswered(id(LEG)), 0);
    assert_eq!(effects, [Effect::Drop(id(LEG))]);
}

#[test]
fn a_parked_call_is_taken_at_any_desk_and_every_slot_is_used_once() {
    let mut board = Switchboard::default();
    for call in 0..=SLOTS as u8 {
        arrived(&mut board, 100 + call);
        act(&mut board, 100 + call, Command::Answer).unwrap();
        let parked = act(&mut board, 100 + call, Command::Park);
        let wanted = match u16::from(call) < SLOTS {
            true => Ok(vec![Effect::Park(id(100 + call))]),
            false => Err(Refusal::NoSlot),
        };
        assert_eq!(parked, wanted);
    }
    let mut slots: Vec<u16> = board.parked().filter_map(Call::slot).collect();
    slots.dedup();
    assert_eq!(slots.len(), usize::from(SLOTS));
    let other = id(9);
    command(&mut board, (other, id(105)), Command::Retrieve, 0).unwrap();
    assert_eq!(board.at(other).count(), 1);
    let again = command(&mut board, (other, id(105)), Command::Retrieve, 0);
    assert_eq!(again, Err(Refusal::Gone));
}

#[test]
fn no_desk_touches_the_calls_of_another_one() {
    let mut board = talking();
    let before = board.clone();
    for what in [Command::Hold, Command::HangUp, Command::Park, safe()] {
        let refused = command(&mut board, (id(9), id(CALL)), what, 0);
        assert_eq!(refused, Err(Refusal::Gone));
    }
    assert_eq!(board, before);
}

#[test]
fn what_does_not_fit_the_call_is_refused_and_changes_nothing() {
    let mut board = talking();
    for what in [
        Command::Answer,
        Command::Resume,
        Command::Complete,
        Command::Cancel,
    ] {
        let before = board.clone();
        assert_eq!(act(&mut board, CALL, what), Err(Refusal::NotNow));
        assert_eq!(board, before);
    }
    assert_eq!(act(&mut board, 77, Command::Hold), Err(Refusal::Gone));
}

#[test]
fn a_call_that_the_desk_makes_rings_and_then_talks() {
    let mut board = talking();
    let dial = Command::Dial { to: party("102") };
    let effects = act(&mut board, 30, dial).unwrap();
    assert_eq!(effects[0], Effect::Hold(id(CALL)));
    assert_eq!(stage(&board, 30), &Stage::Dialling);
    hear(&mut board, PlaneEvent::Answered(id(30)), 0);
    assert_eq!(stage(&board, 30), &Stage::Talking);
    hear(&mut board, PlaneEvent::Ended(id(30)), 0);
    assert!(board.call(id(30)).is_none());
}
