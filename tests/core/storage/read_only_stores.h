// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/storage/database.h"
#include "core/storage/ledger_store.h"
#include "migrations_resources.h"
#include "tests/core/storage/test_profile.h"

namespace zvt::tests {

/// The databases of a profile without the rest of it, for looks at it by the thousand: opening a profile reads a
/// hundred schemas.
class ReadOnlyStores {
public:
  /// Errors: as Database::open().
  static Result<std::unique_ptr<ReadOnlyStores>> open(TestProfile& test)
  {
    auto stores = std::make_unique<ReadOnlyStores>();
    ZVT_TRY(stores->market, database(test, "market"));
    ZVT_TRY(stores->ledger, database(test, "ledger"));
    stores->m_bars = std::make_unique<storage::BarStore>(*stores->market);
    return stores;
  }

  storage::BarStore& bars() { return *m_bars; }

  std::unique_ptr<storage::Database> market;
  std::unique_ptr<storage::Database> ledger;

private:
  static Result<std::unique_ptr<storage::Database>> database(TestProfile& test, const std::string& name)
  {
    storage::DatabaseOptions options;
    options.file = test.path() / (name + ".db");
    options.name = name;
    options.readOnly = true;
    return storage::Database::open(options, resources::migrations(), {}, test.clock, test.files, test.logger);
  }

  std::unique_ptr<storage::BarStore> m_bars;
};

}
