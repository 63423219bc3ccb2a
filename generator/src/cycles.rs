//! Which nodes of a graph lead to each other: its strongly connected components (Tarjan 1972),
//! without recursion, since chains of references can be long.

/// For each node of a graph the cycle that it is in.
#[derive(Debug)]
pub(crate) struct Cycles {
    /// A number for each cycle; `None` where a node is in none.
    component: Vec<Option<usize>>,
}

impl Cycles {
    /// Finds all cycles of a graph, which has for each node those that it leads to.
    pub(crate) fn find(graph: &[Vec<usize>]) -> Self {
        let mut search = Search::new(graph.len());
        for start in 0..graph.len() {
            search.visit(start, graph);
        }
        Self { component: search.component }
    }

    /// The number of the cycle that a node is in.
    pub(crate) fn of(&self, node: usize) -> Option<usize> {
        self.component[node]
    }

    /// Whether two nodes are in one cycle; a node is in one with itself where it leads back.
    pub(crate) fn joins(&self, a: usize, b: usize) -> bool {
        self.of(a).is_some() && self.of(a) == self.of(b)
    }
}

struct Search {
    order: Vec<Option<usize>>,
    low: Vec<usize>,
    on_stack: Vec<bool>,
    stack: Vec<usize>,
    component: Vec<Option<usize>>,
    next: usize,
}

impl Search {
    fn new(len: usize) -> Self {
        Self {
            order: vec![None; len],
            low: vec![0; len],
            on_stack: vec![false; len],
            stack: Vec::new(),
            component: vec![None; len],
            next: 0,
        }
    }

    fn visit(&mut self, start: usize, graph: &[Vec<usize>]) {
        if self.order[start].is_some() {
            return;
        }
        let mut work = vec![(start, 0)];
        self.enter(start);
        while let Some((node, edge)) = work.last_mut() {
            let node = *node;
            let Some(&target) = graph[node].get(*edge) else {
                work.pop();
                if let Some((parent, _)) = work.last() {
                    self.low[*parent] = self.low[*parent].min(self.low[node]);
                }
                self.leave(node, graph);
                continue;
            };
            *edge += 1;
            match self.order[target] {
                None => {
                    self.enter(target);
                    work.push((target, 0));
                }
                Some(order) if self.on_stack[target] => {
                    self.low[node] = self.low[node].min(order);
                }
                Some(_) => {}
            }
        }
    }

    fn enter(&mut self, node: usize) {
        self.order[node] = Some(self.next);
        self.low[node] = self.next;
        self.next += 1;
        self.stack.push(node);
        self.on_stack[node] = true;
    }

    fn leave(&mut self, node: usize, graph: &[Vec<usize>]) {
        if self.order[node] != Some(self.low[node]) {
            return;
        }
        let start = self.stack.iter().rposition(|on| *on == node).unwrap_or(0);
        let members = self.stack.split_off(start);
        let cyclic = members.len() > 1 || graph[node].contains(&node);
        for member in members {
            self.on_stack[member] = false;
            self.component[member] = cyclic.then_some(node);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nodes_that_lead_to_each_other_are_in_one_cycle() {
        // 0 → 1 ⇄ 2 → 3, 4 → 4
        let cycles = Cycles::find(&[vec![1], vec![2], vec![1, 3], vec![], vec![4]]);
        assert!(cycles.joins(1, 2) && cycles.joins(4, 4));
        assert!(!cycles.joins(0, 1) && !cycles.joins(2, 3) && !cycles.joins(2, 4));
        assert_eq!((cycles.of(0), cycles.of(3)), (None, None));
    }

    #[test]
    fn a_long_ring_is_one_cycle() {
        let ring: Vec<_> = (0..100_000).map(|node| vec![(node + 1) % 100_000]).collect();
        let cycles = Cycles::find(&ring);
        assert!(cycles.joins(0, 99_999));
    }
}
