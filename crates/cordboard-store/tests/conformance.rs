//! Every backend passes the same suite.

#![allow(clippy::unwrap_used)]

mod memory {
    cordboard_store::conformance!(((), cordboard_store::MemoryStore::new()));
}

mod sqlite {
    use cordboard_store::SqliteStore;
    use tempfile::TempDir;

    fn open() -> (TempDir, SqliteStore) {
        let folder = tempfile::tempdir().unwrap();
        let store = SqliteStore::open(&folder.path().join("cordboard.db"), Default::default());
        (folder, store.unwrap())
    }

    cordboard_store::conformance!(super::open());
}
