//! Which types of JSON the values of each type are of; those of a union are those of its branches.

use crate::model::{JsonType, TypeId, TypeKind, Types};

/// All of them, in order.
const ALL: [JsonType; 7] = [
    JsonType::Null,
    JsonType::Boolean,
    JsonType::Integer,
    JsonType::Number,
    JsonType::String,
    JsonType::Array,
    JsonType::Object,
];

/// A bit for each of [`ALL`].
type Set = u8;

/// The types of JSON of each type.
pub(super) struct JsonTypes(Vec<Set>);

impl JsonTypes {
    /// Finds those of all types.
    pub(super) fn find(types: &Types) -> Self {
        let mut sets: Vec<Set> =
            types.iter().map(|(_, def)| set(&own(&def.kind))).collect();
        // The unions that each type is a branch of, and its other names.
        let mut users: Vec<Vec<usize>> = vec![Vec::new(); types.len()];
        for (id, def) in types.iter() {
            if matches!(def.kind, TypeKind::Union(_) | TypeKind::Alias(_)) {
                def.kind.each_part(&mut |part| users[part.id.0].push(id.0));
            }
        }
        // Each set grows seven times at most, however unions lead to each other.
        let mut open: Vec<usize> = (0..sets.len()).collect();
        while let Some(id) = open.pop() {
            for &user in &users[id] {
                let more = sets[user] | sets[id];
                if std::mem::replace(&mut sets[user], more) != more {
                    open.push(user);
                }
            }
        }
        Self(sets)
    }

    /// Those of a type; none where its values can be of any.
    pub(super) fn of(&self, id: TypeId) -> Vec<JsonType> {
        let set = self.0[id.0];
        let all = ALL.into_iter();
        match set == self::set(&ALL) {
            true => Vec::new(),
            false => all.filter(|json| set & self::set(&[*json]) != 0).collect(),
        }
    }
}

/// The types of JSON that a type has by itself.
fn own(kind: &TypeKind) -> Vec<JsonType> {
    let one = match kind {
        TypeKind::Any(_) => return ALL.to_vec(),
        TypeKind::Enum(listed) => {
            return listed.values.iter().map(|one| JsonType::of(&one.value)).collect();
        }
        TypeKind::Alias(_) | TypeKind::Union(_) => return Vec::new(),
        TypeKind::Null => JsonType::Null,
        TypeKind::Boolean => JsonType::Boolean,
        TypeKind::Integer(_) => JsonType::Integer,
        TypeKind::Number(_) => JsonType::Number,
        TypeKind::String(_) => JsonType::String,
        TypeKind::List(_) | TypeKind::Tuple(_) => JsonType::Array,
        TypeKind::Map(_) | TypeKind::Struct(_) => JsonType::Object,
    };
    vec![one]
}

fn set(types: &[JsonType]) -> Set {
    let bit = |json: &JsonType| ALL.iter().position(|one| one == json);
    types.iter().filter_map(bit).fold(0, |set, bit| set | 1 << bit)
}
