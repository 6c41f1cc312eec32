//! The objects that programs hold pointers to.
//!
//! A pointer that a program hands back is looked up among those that were given out, and never followed. So a null
//! pointer, one to something deleted or to an object of another type is an error, and an object that one thread deletes
//! while another uses it lives until that use ends.

use std::any::Any;
use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

type Objects = HashMap<usize, Arc<dyn Any + Send + Sync>>;

/// All objects alive, by their addresses. `None` while there are none, so that nothing is left when all are deleted.
static OBJECTS: RwLock<Option<Objects>> = RwLock::new(None);

/// Gives out a pointer to an object.
pub(crate) fn give<T: Any + Send + Sync>(object: Arc<T>) -> *mut T {
    let pointer = Arc::as_ptr(&object).cast_mut();
    let mut objects = OBJECTS.write().unwrap_or_else(PoisonError::into_inner);
    objects.get_or_insert_default().insert(pointer.addr(), object);
    pointer
}

/// The object behind a pointer.
///
/// # Errors
/// A sentence, when there is none.
pub(crate) fn find<T: Any + Send + Sync>(pointer: *const T) -> Result<Arc<T>, String> {
    let objects = OBJECTS.read().unwrap_or_else(PoisonError::into_inner);
    let object = objects.as_ref().and_then(|objects| objects.get(&pointer.addr())).cloned();
    drop(objects);
    object.and_then(|object| object.downcast().ok()).ok_or_else(|| lost(pointer))
}

/// Takes a pointer back: it means nothing from now on.
///
/// # Errors
/// As [`find`].
pub(crate) fn take<T: Any + Send + Sync>(pointer: *const T) -> Result<Arc<T>, String> {
    let object = find(pointer)?;
    let mut objects = OBJECTS.write().unwrap_or_else(PoisonError::into_inner);
    let alive = objects.as_mut().and_then(|objects| objects.remove(&pointer.addr()));
    if objects.as_ref().is_some_and(HashMap::is_empty) {
        *objects = None;
    }
    drop(objects);
    // Two threads may have come here with one pointer; the object is dropped outside of the lock.
    alive.map(|_| object).ok_or_else(|| lost(pointer))
}

fn lost<T>(pointer: *const T) -> String {
    let name = core::any::type_name::<T>();
    let name = name.rsplit("::").next().unwrap_or(name);
    if pointer.is_null() {
        format!("the {name} is a null pointer")
    } else {
        format!("{pointer:p} is no {name}: it was deleted, or never was one")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_was_given_and_not_taken_is_found() {
        let pointer = give(Arc::new(7u32));
        assert_eq!(find(pointer).as_deref(), Ok(&7));
        assert!(find(pointer.cast::<u64>()).is_err_and(|text| text.contains("is no u64")));
        assert!(find(core::ptr::null::<u32>()).is_err_and(|text| text.contains("null")));
        assert_eq!(take(pointer).as_deref(), Ok(&7));
        assert!(find(pointer).is_err());
        assert!(take(pointer).is_err());
    }
}
