// SPDX-License-Identifier: Apache-2.0
#include "core/storage/cross_section_codec.h"

#include "core/storage/bar_codec_columns.h"
#include "core/storage/column_coding_integers.h"

#include <algorithm>

namespace zvt::storage {

namespace {

constexpr unsigned kFormat = 1;
/// Rows that share a scale: neighbouring ids are often securities of one kind.
constexpr std::size_t kGroupRows = 512;

void putGroup(
    const CrossSectionSource& source, std::size_t at, std::size_t rows, CodecScratch::Room& room, std::string& out)
{
  std::array<const double*, market::kBarColumnCount> values = source.values;
  for (const double*& column : values)
    column += at;
  room.body.clear();
  for (const std::size_t length : putColumns(values, rows, RowOrder::CrossSection, room, room.body))
    putVarint(length, out);
  out += room.body;
}

bool takeGroup(ByteReader& bytes, std::size_t at, std::size_t rows, const CrossSectionTarget& target)
{
  std::array<std::uint64_t, market::kBarColumnCount> lengths{};
  Sections sections;
  for (std::uint64_t& length : lengths) {
    if (!bytes.varint(length))
      return false;
  }
  for (std::size_t i = 0; i < sections.size(); ++i) {
    if (!bytes.take(static_cast<std::size_t>(lengths[i]), sections[i]))
      return false;
  }
  std::array<double*, market::kBarColumnCount> values = target.values;
  for (double*& column : values)
    column = column ? column + at : nullptr;
  return takeColumns(sections, rows, RowOrder::CrossSection, values);
}

bool takeHead(ByteReader& bytes, std::uint64_t& rows)
{
  unsigned format = 0;
  return bytes.byte(format) && format == kFormat && bytes.varint(rows) && rows > 0 && rows <= kMaxCrossSectionRows;
}

}

void encodeCrossSection(const CrossSectionSource& source, std::size_t count, CodecScratch& scratch, std::string& out)
{
  CodecScratch::Room& room = scratch.room();
  putByte(kFormat, out);
  putVarint(count, out);
  room.keys.assign(source.series, source.series + count);
  room.body.clear();
  putKeys(room.keys.data(), count, room.body);
  putVarint(room.body.size(), out);
  out += room.body;
  for (std::size_t at = 0; at < count; at += kGroupRows)
    putGroup(source, at, std::min(kGroupRows, count - at), room, out);
}

std::size_t crossSectionRows(std::string_view payload)
{
  ByteReader bytes(payload);
  std::uint64_t rows = 0;
  return takeHead(bytes, rows) ? static_cast<std::size_t>(rows) : 0;
}

bool decodeCrossSection(std::string_view payload, std::size_t count, const CrossSectionTarget& target)
{
  ByteReader bytes(payload);
  std::uint64_t rows = 0, keyBytes = 0;
  std::string_view keys;
  if (!takeHead(bytes, rows) || rows != count || !bytes.varint(keyBytes)
      || !bytes.take(static_cast<std::size_t>(keyBytes), keys)
      || (target.series && !takeKeys(keys, count, target.series)))
    return false;
  for (std::size_t at = 0; at < count; at += kGroupRows) {
    if (!takeGroup(bytes, at, std::min(kGroupRows, count - at), target))
      return false;
  }
  return bytes.isAtEnd();
}

}
