// SPDX-License-Identifier: Apache-2.0
#include "core/storage/bar_codec.h"

#include "core/storage/bar_codec_scratch.h"
#include "core/storage/bar_codec_ticks.h"
#include "core/storage/column_coding.h"

#include <algorithm>
#include <limits>

namespace zvt::storage {

namespace {

constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();

/// Codec 1: the key column and the six value columns, each a section with its length in front (column_coding.h). It has
/// no room for optional columns.
class ColumnSections final : public BarCodec {
public:
  [[nodiscard]] int id() const override { return 1; }

  void encodeColumns(const BarColumnsSource& source, std::size_t begin, std::size_t end, CodecScratch&,
      std::string& out) const override
  {
    const std::size_t count = end - begin;
    std::string column;
    encodeKeys({source.key + begin, count}, column);
    append(column, out);
    for (const double* values : source.values) {
      column.clear();
      encodeDoubles({values + begin, count}, column);
      append(column, out);
    }
  }

  [[nodiscard]] bool decodeColumns(
      std::string_view payload, std::size_t count, const BarColumnsTarget& target) const override
  {
    std::string_view column;
    if (!takeSection(payload, column) || (target.key && !decodeKeys(column, {target.key, count})))
      return false;
    for (double* values : target.values) {
      if (!takeSection(payload, column) || (values && !decodeDoubles(column, {values, count})))
        return false;
    }
    for (const ExtraTarget& extra : target.extras)
      std::fill_n(extra.values, count, kMissing);
    return payload.empty();
  }

  [[nodiscard]] bool extraNames(std::string_view, std::size_t, std::vector<std::string_view>& names) const override
  {
    names.clear();
    return true;
  }

private:
  static void append(const std::string& column, std::string& payload)
  {
    putLength(column.size(), payload);
    payload += column;
  }
};

market::ExtraColumn& extraNamed(market::BarSeries& bars, std::string_view name)
{
  const auto found = std::find_if(
      bars.extras.begin(), bars.extras.end(), [&](const market::ExtraColumn& extra) { return extra.name == name; });
  return found != bars.extras.end() ? *found : bars.extras.emplace_back(std::string(name));
}

}

CodecScratch::CodecScratch()
    : m_room(std::make_unique<Room>())
{
}
CodecScratch::~CodecScratch() = default;
CodecScratch::CodecScratch(CodecScratch&&) noexcept = default;
CodecScratch& CodecScratch::operator=(CodecScratch&&) noexcept = default;

std::string BarCodec::encode(const market::BarSeries& bars, std::size_t begin, std::size_t end) const
{
  BarColumnsSource source;
  source.key = bars.key.data();
  for (std::size_t c = 0; c < market::kBarColumnCount; ++c)
    source.values[c] = (bars.*kBarColumns[c]).data();
  std::vector<ExtraSource> extras;
  for (const market::ExtraColumn& extra : bars.extras)
    extras.push_back({extra.name, extra.values.data()});
  source.extras = extras;
  CodecScratch scratch;
  std::string payload;
  encodeColumns(source, begin, end, scratch, payload);
  return payload;
}

bool BarCodec::decode(
    std::string_view payload, std::size_t count, market::BarSeries& bars, market::BarColumnSet columns) const
{
  if (count == 0 || count > kMaxChunkBars)
    return false;
  const std::size_t begin = bars.key.size();
  BarColumnsTarget target;
  bars.key.resize(begin + count);
  target.key = bars.key.data() + begin;
  for (std::size_t c = 0; c < market::kBarColumnCount; ++c) {
    if (!columns.has(static_cast<market::BarColumn>(c)))
      continue;
    std::vector<double>& values = bars.*kBarColumns[c];
    values.resize(begin + count);
    target.values[c] = values.data() + begin;
  }
  std::vector<ExtraTarget> extras;
  if (columns == market::kAllBarColumns) {
    std::vector<std::string_view> names;
    if (!extraNames(payload, count, names))
      return false;
    for (const std::string_view name : names)
      extraNamed(bars, name);
    for (market::ExtraColumn& extra : bars.extras) {
      extra.values.resize(begin, kMissing);
      extra.values.resize(begin + count);
      extras.push_back({extra.name, extra.values.data() + begin});
    }
    target.extras = extras;
  }
  return decodeColumns(payload, count, target);
}

const BarCodec* findBarCodec(std::int64_t id)
{
  static const ColumnSections columnSections;
  static const TickSections tickSections;
  if (id == columnSections.id())
    return &columnSections;
  return id == tickSections.id() ? &tickSections : nullptr;
}

}
