// SPDX-License-Identifier: Apache-2.0
#include "core/storage/record_query.h"

#include "core/base/json.h"
#include "core/base/text.h"

#include <nlohmann/json.hpp>

namespace zvt::storage {

namespace {

constexpr const char* kInfinity = "infinity"; ///< JSON has no word for it

Json toJson(const RecordValue& value)
{
  struct Visitor {
    Json operator()(std::monostate) const { return {}; }
    Json operator()(bool flag) const { return flag; }
    Json operator()(std::int64_t integer) const { return integer; }
    Json operator()(double number) const
    {
      return std::isfinite(number) ? Json(number) : Json{{kInfinity, number > 0}};
    }
    Json operator()(const std::string& text) const { return text; }
  };
  return std::visit(Visitor{}, value);
}

Result<RecordValue> fromJson(const Json& json)
{
  if (json.is_null())
    return RecordValue();
  if (json.is_boolean())
    return RecordValue(json.get<bool>());
  if (json.is_number_float())
    return RecordValue(json.get<double>());
  if (json.is_number_integer() && !(json.is_number_unsigned() && json.get<std::uint64_t>() > INT64_MAX))
    return RecordValue(json.get<std::int64_t>());
  if (json.is_string())
    return RecordValue(json.get<std::string>());
  if (json.is_object() && json.size() == 1 && json.contains(kInfinity) && json.begin()->is_boolean()) {
    const double infinity = std::numeric_limits<double>::infinity();
    return RecordValue(json.begin()->get<bool>() ? infinity : -infinity);
  }
  return fail("storage.bad_cursor");
}

}

std::string RecordCursor::text() const
{
  Json list = Json::array();
  for (const RecordValue& value : values)
    list.push_back(toJson(value));
  return list.dump();
}

Result<RecordCursor> RecordCursor::parse(std::string_view text)
{
  const auto list = parseJson(text);
  if (!list || !list->is_array())
    return fail("storage.bad_cursor");
  RecordCursor cursor;
  for (const Json& item : *list) {
    ZVT_TRY(RecordValue value, fromJson(item));
    cursor.values.push_back(std::move(value));
  }
  return cursor;
}

}
