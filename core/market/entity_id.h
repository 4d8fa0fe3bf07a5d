// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace zvt::market {

/// {type}_{exchange}_{code}, e.g. stock_sz_000001, index_sh_000001, stockus_nasdaq_AAPL, coin_binance_BTC-USDT.
/// type and exchange are lower case without '_'; the code keeps its case. In a crypto code '/' is written '-' and ':'
/// '_' (so only the first two '_' separate parts).
struct EntityId {
  std::string type; ///< stock, index, stockus, stockhk, coin, …
  std::string exchange; ///< sh, sz, bj, hk, nasdaq, nyse, binance, …
  std::string code;

  /// The one grammar. Errors: entity.bad_id.
  static Result<EntityId> parse(std::string_view text);
  [[nodiscard]] std::string toString() const;

  auto operator<=>(const EntityId&) const = default;
};

/// Reads what people and vendors write: an entity id, 600000.SH, 000001.XSHE, sh600000, SZ000001, 00700.HK, 600000,
/// BTC/USDT … A bare code or a prefixed one is looked up by the code ranges of each board (sh000001 is the index,
/// sz000001 the bank). Returns every reading, the likeliest first; empty when there is none.
[[nodiscard]] std::vector<EntityId> readCode(std::string_view text);
/// The likeliest reading. Errors: entity.unknown_code.
[[nodiscard]] Result<EntityId> parseCode(std::string_view text);
/// 600000.SH, 000001.SZ, 430047.BJ, 00700.HK, AAPL, BTC/USDT: how the desk writes it.
[[nodiscard]] std::string displayCode(const EntityId& id);

/// CCXT's unified symbol ↔ code of an entity id: BTC/USDT:USDT ↔ BTC-USDT_USDT.
[[nodiscard]] std::string codeFromUnifiedSymbol(std::string_view symbol);
[[nodiscard]] std::string unifiedSymbolFromCode(std::string_view code);

}
