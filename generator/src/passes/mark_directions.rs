//! Marks which types occur in requests and which in answers.

use super::walk;
use crate::config::Config;
use crate::diagnostic::Diagnostics;
use crate::model::{Api, Direction, TypeKind};

pub(super) fn run(api: &mut Api, _: &Config, _: &mut Diagnostics) {
    if api.operations.is_empty() && api.webhooks.is_empty() {
        // A library of schemas, whose values are made and read.
        for id in api.types.ids().collect::<Vec<_>>() {
            api.types[id].direction = Direction { sent: true, received: true };
        }
    }
    let (sent, received) = walk::all_roots(api);
    for id in walk::closure(&api.types, &sent) {
        api.types[id].direction.sent = true;
    }
    for id in walk::closure(&api.types, &received) {
        api.types[id].direction.received = true;
    }
    let ids: Vec<_> = api.types.ids().collect();
    for id in ids {
        let def = &mut api.types[id];
        let sent = def.direction.sent;
        if let TypeKind::Struct(object) = &mut def.kind {
            for field in &mut object.fields {
                // Only what the SDK sends has to be written by itself; what is only received
                // stays visible, since a server may answer what is not described.
                if !sent || !field.required || field.schema.nullable {
                    field.constant = None;
                }
            }
        }
    }
}
