// SPDX-License-Identifier: Apache-2.0
#pragma once

struct sqlite3;

namespace zvt::storage {

/// What our statements may use beside SQLite's own: zvt_entity_type(id), zvt_exchange(id), zvt_code(id) – the parts of
/// an entity id, NULL where it is none –, zvt_market(id) – cn, hk, us, crypto or '' – and the collation zvt_decimal,
/// which orders decimals by their value and puts other text behind them. Returns SQLite's result code.
[[nodiscard]] int addFunctions(sqlite3* handle);

}
