// SPDX-License-Identifier: Apache-2.0
#include "core/storage/bar_codec.h"

#include "core/storage/column_coding.h"

namespace zvt::storage {

namespace {

/// Codec 1: the key column and the six value columns, each a section with its length in front (column_coding.h).
class ColumnSections final : public BarCodec {
public:
  [[nodiscard]] int id() const override { return 1; }

  [[nodiscard]] std::string encode(const market::BarSeries& bars, std::size_t begin, std::size_t end) const override
  {
    const std::size_t count = end - begin;
    std::string payload;
    payload.reserve(count * 24);
    std::string column;
    encodeKeys(std::span(bars.key).subspan(begin, count), column);
    append(column, payload);
    for (const auto member : kBarColumns) {
      column.clear();
      encodeDoubles(std::span(bars.*member).subspan(begin, count), column);
      append(column, payload);
    }
    return payload;
  }

  [[nodiscard]] bool decode(std::string_view payload, std::size_t count, market::BarSeries& bars) const override
  {
    std::string_view column;
    const std::size_t begin = bars.key.size();
    bars.key.resize(begin + count);
    if (!takeSection(payload, column) || !decodeKeys(column, std::span(bars.key).subspan(begin)))
      return false;
    for (const auto member : kBarColumns) {
      (bars.*member).resize(begin + count);
      if (!takeSection(payload, column) || !decodeDoubles(column, std::span(bars.*member).subspan(begin)))
        return false;
    }
    return payload.empty();
  }

private:
  static void append(const std::string& column, std::string& payload)
  {
    putLength(column.size(), payload);
    payload += column;
  }
};

}

const BarCodec* findBarCodec(std::int64_t id)
{
  static const ColumnSections columnSections;
  return id == columnSections.id() ? &columnSections : nullptr;
}

}
