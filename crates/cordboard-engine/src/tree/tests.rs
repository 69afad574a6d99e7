use super::window::{Open, Request, Row};
use super::*;
use proptest::prelude::*;
use std::collections::BTreeMap;

/// The slow oracle: parents only; everything is worked out anew for each question.
#[derive(Default, Clone)]
struct Slow(BTreeMap<u8, (Option<u8>, String)>);

fn id(number: u8) -> Id {
    Id::from_bytes([number; 16])
}

fn leaf(number: u8, name: &str) -> Leaf {
    Leaf {
        id: id(number),
        name: name.into(),
        sort_key: name.into(),
        flags: FLAG_ENABLED,
    }
}

impl Slow {
    fn children(&self, parent: u8) -> Vec<u8> {
        let mut below: Vec<u8> = self
            .0
            .iter()
            .filter(|(_, (above, _))| *above == Some(parent))
            .map(|(n, _)| *n)
            .collect();
        below.sort_by_key(|n| (self.0[n].1.clone(), *n));
        below
    }

    fn within(&self, number: u8, top: u8) -> bool {
        number == top
            || self.0[&number]
                .0
                .is_some_and(|above| self.within(above, top))
    }

    fn size(&self, number: u8) -> u32 {
        1 + self
            .children(number)
            .into_iter()
            .map(|child| self.size(child))
            .sum::<u32>()
    }

    fn shows(&self, number: u8, filter: &str) -> bool {
        self.0[&number].1.contains(filter)
            || self
                .children(number)
                .into_iter()
                .any(|child| self.shows(child, filter))
    }

    fn rows(
        &self,
        number: u8,
        depth: u32,
        open: &dyn Fn(u8) -> bool,
        filter: &str,
        out: &mut Vec<(u8, u32)>,
    ) {
        if !self.shows(number, filter) {
            return;
        }
        out.push((number, depth));
        if open(number) || !filter.is_empty() {
            for child in self.children(number) {
                self.rows(child, depth + 1, open, filter, out);
            }
        }
    }
}

fn request(root: u8) -> Request {
    Request {
        root: id(root),
        open: Open::All,
        toggled: vec![],
        filter: None,
        reveal: None,
        from: 0,
        count: 1000,
    }
}

fn check(tree: &Tree, slow: &Slow, toggled: &[u8], filter: &str) {
    assert_eq!(tree.len(), slow.0.len());
    for (number, (parent, name)) in &slow.0 {
        assert_eq!(tree.parent(id(*number)), parent.map(id));
        assert_eq!(
            tree.leaf(id(*number)).map(|l| l.name.as_str()),
            Some(name.as_str())
        );
        assert_eq!(tree.descendants_count(id(*number)) + 1, slow.size(*number));
        assert_eq!(
            tree.child_count(id(*number)) as usize,
            slow.children(*number).len()
        );
        for top in slow.0.keys() {
            assert_eq!(
                tree.is_within(id(*number), id(*top)),
                slow.within(*number, *top)
            );
        }
    }
    for (open, from, count) in [
        (Open::All, 0, 1000),
        (Open::None, 0, 1000),
        (Open::All, 2, 3),
    ] {
        let mut expected = Vec::new();
        let is_open = |number: u8| (open == Open::All) != toggled.contains(&number);
        slow.rows(0, 0, &is_open, filter, &mut expected);
        let asked = Request {
            open,
            toggled: toggled.iter().map(|n| id(*n)).collect(),
            filter: Some(filter.to_owned()),
            from,
            count,
            ..request(0)
        };
        let window = tree.window(&asked);
        let got: Vec<(Id, u32)> = window.rows.iter().map(|row| (row.id, row.depth)).collect();
        let wanted: Vec<(Id, u32)> = expected
            .iter()
            .skip(from)
            .take(count)
            .map(|(n, depth)| (id(*n), *depth))
            .collect();
        assert_eq!(got, wanted);
        assert_eq!(window.total, expected.len());
        check_places(&window.rows, from);
        for (row, (number, _)) in expected.iter().enumerate() {
            let revealing = tree.window(&Request {
                reveal: Some(id(*number)),
                ..asked.clone()
            });
            assert_eq!(revealing.revealed, Some(row));
            assert_eq!(revealing.rows, window.rows);
        }
    }
    for top in slow.0.keys() {
        let mut expected = Vec::new();
        slow.rows(*top, 0, &|_| true, filter, &mut expected);
        let window = tree.window(&Request {
            filter: Some(filter.to_owned()),
            ..request(*top)
        });
        let got: Vec<(Id, u32)> = window.rows.iter().map(|row| (row.id, row.depth)).collect();
        let wanted: Vec<(Id, u32)> = expected.iter().map(|(n, depth)| (id(*n), *depth)).collect();
        assert_eq!(got, wanted);
        check_places(&window.rows, 0);
    }
}

/// Families and subtrees are read from either end, and go on behind any of their accounts.
fn check_families(tree: &Tree, slow: &Slow) {
    let ids = |leaves: Box<dyn Iterator<Item = &Leaf> + '_>| -> Vec<Id> {
        leaves.map(|leaf| leaf.id).collect()
    };
    let reversed = |ids: &[Id]| ids.iter().rev().copied().collect::<Vec<Id>>();
    for number in slow.0.keys() {
        let top = id(*number);
        let family: Vec<Id> = slow.children(*number).into_iter().map(id).collect();
        assert_eq!(ids(tree.children_by_name(top, None, false)), family);
        assert_eq!(
            ids(tree.children_by_name(top, None, true)),
            reversed(&family)
        );
        for (at, child) in family.iter().enumerate() {
            let place = tree.leaf(*child).map(|leaf| (leaf.name.as_str(), leaf.id));
            assert_eq!(
                ids(tree.children_by_name(top, place, false)),
                family[at + 1..]
            );
            assert_eq!(
                ids(tree.children_by_name(top, place, true)),
                reversed(&family[..at])
            );
        }
        let below: Vec<Id> = tree.descendants(top).map(|leaf| leaf.id).collect();
        assert_eq!(
            ids(tree.descendants_from(top, None, true)),
            reversed(&below)
        );
        for (at, one) in below.iter().enumerate() {
            let way = tree.way(*one, top);
            assert_eq!(
                ids(tree.descendants_from(top, Some(&way), false)),
                below[at + 1..]
            );
            assert_eq!(
                ids(tree.descendants_from(top, Some(&way), true)),
                reversed(&below[..at])
            );
        }
    }
}

/// Places among siblings count up from 1 to the size of the set, when the window starts at the top.
fn check_places(rows: &[Row], from: usize) {
    if from > 0 {
        return;
    }
    for row in rows {
        let siblings: Vec<&Row> = rows
            .iter()
            .filter(|other| other.parent_id == row.parent_id)
            .collect();
        assert_eq!(row.setsize as usize, siblings.len());
        assert_eq!(siblings[row.posinset as usize - 1].id, row.id);
    }
}

#[derive(Debug, Clone)]
enum Step {
    Insert(u8, u8, String),
    Move(u8, u8),
    Remove(u8),
    /// Take a subtree out and put it in again below another account.
    Graft(u8, u8),
    Rename(u8, String),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let name = "[abc]{1,3}";
    proptest::collection::vec(
        prop_oneof![
            4 => (1u8..40, 0u8..40, name).prop_map(|(n, p, s)| Step::Insert(n, p, s)),
            2 => (0u8..40, 0u8..40).prop_map(|(n, p)| Step::Move(n, p)),
            1 => (1u8..40).prop_map(Step::Remove),
            1 => (1u8..40, 0u8..40).prop_map(|(n, p)| Step::Graft(n, p)),
            1 => (0u8..40, name).prop_map(|(n, s)| Step::Rename(n, s)),
        ],
        1..60,
    )
}

fn apply(tree: &mut Tree, slow: &mut Slow, step: Step) {
    match step {
        Step::Insert(n, p, name) => {
            let done = tree.insert(Some(id(p)), leaf(n, &name));
            if slow.0.contains_key(&n) {
                assert_eq!(done, Err(TreeError::Present));
            } else if !slow.0.contains_key(&p) {
                assert_eq!(done, Err(TreeError::Missing));
            } else {
                assert_eq!(done, Ok(()));
                slow.0.insert(n, (Some(p), name));
            }
        }
        Step::Move(n, p) => {
            let done = tree.move_under(id(n), id(p));
            if !slow.0.contains_key(&n) || !slow.0.contains_key(&p) {
                assert_eq!(done, Err(TreeError::Missing));
            } else if slow.within(p, n) {
                assert_eq!(done, Err(TreeError::Cycle));
            } else {
                assert_eq!(done, Ok(()));
                slow.0.get_mut(&n).unwrap().0 = Some(p);
            }
        }
        Step::Remove(n) => {
            let gone: Vec<u8> = slow
                .0
                .keys()
                .copied()
                .filter(|m| slow.0.contains_key(&n) && slow.within(*m, n))
                .collect();
            assert_eq!(
                tree.remove(id(n)).map(|taken| taken.len()).unwrap_or(0),
                gone.len()
            );
            slow.0.retain(|m, _| !gone.contains(m));
        }
        Step::Graft(n, p) => {
            if !slow.0.contains_key(&n) || !slow.0.contains_key(&p) || slow.within(p, n) {
                assert_eq!(
                    tree.graft(id(99), leaf(n, "x"), vec![]),
                    Err(TreeError::Missing)
                );
                return;
            }
            assert!(tree.graft(id(0), leaf(n, "x"), vec![]).is_err());
            let mut taken = tree.remove(id(n)).unwrap();
            let (_, top) = taken.remove(0);
            taken.reverse();
            tree.graft(id(p), top, taken).unwrap();
            slow.0.get_mut(&n).unwrap().0 = Some(p);
        }
        Step::Rename(n, name) => {
            let done = tree.change(leaf(n, &name));
            assert_eq!(done.is_ok(), slow.0.contains_key(&n));
            if let Some(entry) = slow.0.get_mut(&n) {
                entry.1 = name;
            }
        }
    }
}

proptest! {
    #[test]
    fn the_index_agrees_with_plain_parent_pointers_after_any_changes(
        steps in steps(),
        toggled in proptest::collection::vec(0u8..40, 0..10),
        filter in "[abc]{0,2}",
    ) {
        let mut slow = Slow::default();
        let mut tree = Tree::default();
        tree.insert(None, leaf(0, "a")).unwrap();
        slow.0.insert(0, (None, "a".into()));
        for step in steps {
            apply(&mut tree, &mut slow, step);
            check_families(&tree, &slow);
        }
        check(&tree, &slow, &toggled, &filter);
        let accounts = slow.0.iter().map(|(n, (p, name))| (p.map(id), leaf(*n, name))).collect();
        check(&Tree::build(accounts), &slow, &toggled, &filter);
    }
}

#[test]
fn accounts_below_a_missing_parent_are_left_out_of_a_new_index() {
    let tree = Tree::build(vec![
        (Some(id(9)), leaf(3, "orphan")),
        (None, leaf(0, "root")),
        (Some(id(0)), leaf(1, "child")),
    ]);
    assert_eq!(tree.len(), 2);
    assert!(!tree.contains(id(3)));
}

#[test]
fn revealing_an_account_opens_everything_above_it_and_gives_its_row() {
    let mut tree = Tree::default();
    tree.insert(None, leaf(0, "root")).unwrap();
    for n in 1..4 {
        tree.insert(Some(id(n - 1)), leaf(n, "x")).unwrap();
    }
    let window = tree.window(&Request {
        open: Open::None,
        reveal: Some(id(3)),
        ..request(0)
    });
    assert_eq!(window.revealed, Some(3));
    assert_eq!(window.total, 4);
}

#[test]
fn a_path_begins_at_the_top_that_is_asked_for() {
    let mut tree = Tree::default();
    tree.insert(None, leaf(0, "root")).unwrap();
    tree.insert(Some(id(0)), leaf(1, "mid")).unwrap();
    tree.insert(Some(id(1)), leaf(2, "low")).unwrap();
    let names = |top| {
        tree.path(id(2), id(top))
            .iter()
            .map(|l| l.name.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(names(1), ["mid", "low"]);
    assert_eq!(names(0), ["root", "mid", "low"]);
    assert!(tree.path(id(1), id(2)).is_empty());
}

#[test]
fn a_list_goes_on_where_an_account_was_that_is_gone() {
    let mut tree = Tree::default();
    tree.insert(None, leaf(0, "top")).unwrap();
    for (number, above, name) in [(1, 0, "a"), (2, 0, "b"), (3, 2, "c"), (4, 0, "d")] {
        tree.insert(Some(id(above)), leaf(number, name)).unwrap();
    }
    let way = tree.way(id(3), id(0));
    assert_eq!(way.len(), 2);
    tree.remove(id(2)).unwrap();
    let rest = |back| -> Vec<Id> {
        let rest = tree.descendants_from(id(0), Some(&way), back);
        rest.map(|leaf| leaf.id).collect()
    };
    assert_eq!(rest(false), [id(4)]);
    assert_eq!(rest(true), [id(1)]);
    let names = |place| -> Vec<Id> {
        let rest = tree.children_by_name(id(0), Some(place), false);
        rest.map(|leaf| leaf.id).collect()
    };
    assert_eq!(names(("b", id(2))), [id(4)]);
}

#[test]
fn the_nearest_reseller_above_is_found_and_the_top_is_one() {
    let mut tree = Tree::default();
    tree.insert(None, leaf(0, "top")).unwrap();
    let mut reseller = leaf(1, "a");
    reseller.flags |= FLAG_RESELLER;
    tree.insert(Some(id(0)), reseller).unwrap();
    for (number, above) in [(2, 1), (3, 2)] {
        tree.insert(Some(id(above)), leaf(number, "x")).unwrap();
    }
    assert_eq!(tree.reseller_above(id(3)), Some(id(1)));
    assert_eq!(tree.reseller_above(id(1)), Some(id(0)));
    assert_eq!(tree.reseller_above(id(0)), None);
}
