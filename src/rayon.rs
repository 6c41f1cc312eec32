//! A rayon pool in the place of our own.

use ::rayon::ThreadPool;
use alloc::sync::Arc;
use ferrolite_kernels::parallel::{Workers, share};

/// Nanoseconds that threads take to begin, as the kernels see it: they take longer, but are not as far apart as those of
/// our pool that take so long.
const HANDOFF: u32 = 2_000;

/// A [`rayon::ThreadPool`](::rayon::ThreadPool) that shares the work of operators, for
/// [`PlanOptions::threads`](crate::PlanOptions::threads) (feature `rayon`).
///
/// It is for programs that have such a pool already. Its threads take some 10 µs to start on an operator, those of a
/// [`Pool`](crate::Pool) 0.1 µs.
#[derive(Debug, Clone)]
pub struct RayonPool(Arc<ThreadPool>);

impl RayonPool {
    /// Operators run on the threads of this pool and on the caller's.
    #[must_use]
    pub fn new(pool: Arc<ThreadPool>) -> Self {
        Self(pool)
    }
}

impl Workers for RayonPool {
    fn count(&self) -> usize {
        self.0.current_num_threads().max(1)
    }

    fn handoff(&self) -> u32 {
        HANDOFF
    }

    fn run(&self, parts: usize, task: &(dyn Fn(usize) + Sync)) {
        let threads = parts.min(self.count());
        self.0.in_place_scope(|scope| {
            for thread in 1..threads {
                scope.spawn(move |_| share(parts, threads, thread).for_each(task));
            }
            share(parts, threads, 0).for_each(task);
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use core::sync::atomic::{AtomicUsize, Ordering};

    fn bump(count: &AtomicUsize) {
        count.fetch_add(1, Ordering::Relaxed);
    }

    #[test]
    fn every_part_runs_once_from_outside_and_from_inside() {
        let pool = Arc::new(::rayon::ThreadPoolBuilder::new().num_threads(3).build().unwrap());
        let workers = RayonPool::new(Arc::clone(&pool));
        assert_eq!(workers.count(), 3);
        for parts in 0..20 {
            let counts: Vec<AtomicUsize> = (0..parts).map(|_| AtomicUsize::new(0)).collect();
            let count = |part: usize| bump(&counts[part]);
            workers.run(parts, &count);
            pool.install(|| workers.run(parts, &count));
            assert!(counts.iter().all(|count| count.load(Ordering::Relaxed) == 2), "{parts} parts");
        }
    }
}
