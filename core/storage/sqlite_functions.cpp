// SPDX-License-Identifier: Apache-2.0
#include "core/storage/sqlite_functions.h"

#include "core/base/decimal.h"
#include "core/market/entity_id.h"
#include "core/market/exchange.h"

#include <sqlite3.h>

namespace zvt::storage {

namespace {

void giveText(sqlite3_context* context, std::string_view text)
{
  sqlite3_result_text64(context, text.data() ? text.data() : "", text.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
}

Result<market::EntityId> entityOf(sqlite3_value* value)
{
  const auto* text = reinterpret_cast<const char*>(sqlite3_value_text(value));
  return market::EntityId::parse(
      text ? std::string_view(text, static_cast<std::size_t>(sqlite3_value_bytes(value))) : std::string_view());
}

template <std::string market::EntityId::* part>
void entityPart(sqlite3_context* context, int, sqlite3_value** arguments)
{
  if (const auto id = entityOf(arguments[0]))
    giveText(context, (*id).*part);
}

void market(sqlite3_context* context, int, sqlite3_value** arguments)
{
  const auto id = entityOf(arguments[0]);
  giveText(context, id ? market::marketOf(id->exchange) : std::string_view());
}

int compareDecimals(void*, int leftSize, const void* left, int rightSize, const void* right)
{
  const std::string_view leftText(static_cast<const char*>(left), static_cast<std::size_t>(leftSize));
  const std::string_view rightText(static_cast<const char*>(right), static_cast<std::size_t>(rightSize));
  const auto a = Decimal::parse(leftText);
  const auto b = Decimal::parse(rightText);
  if (a && b)
    return *a < *b ? -1 : *a > *b ? 1 : 0;
  if (a || b)
    return a ? -1 : 1;
  return leftText.compare(rightText);
}

}

int addFunctions(sqlite3* handle)
{
  struct Function {
    const char* name;
    void (*run)(sqlite3_context*, int, sqlite3_value**);
  };
  constexpr Function kFunctions[] = {{"zvt_entity_type", entityPart<&market::EntityId::type>},
      {"zvt_exchange", entityPart<&market::EntityId::exchange>}, {"zvt_code", entityPart<&market::EntityId::code>},
      {"zvt_market", market}};
  for (const Function& function : kFunctions) {
    const int code = sqlite3_create_function_v2(handle, function.name, 1,
        SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS, nullptr, function.run, nullptr, nullptr, nullptr);
    if (code != SQLITE_OK)
      return code;
  }
  return sqlite3_create_collation_v2(handle, "zvt_decimal", SQLITE_UTF8, nullptr, compareDecimals, nullptr);
}

}
