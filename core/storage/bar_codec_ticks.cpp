// SPDX-License-Identifier: Apache-2.0
#include "core/storage/bar_codec_ticks.h"

#include "core/storage/bar_codec_columns.h"
#include "core/storage/column_coding_integers.h"

#include <algorithm>
#include <limits>

namespace zvt::storage {

namespace {

struct Directory {
  std::size_t keyBytes = 0;
  SectionLengths lengths{};
  std::size_t extras = 0;
  std::array<std::string_view, kMaxExtras> extraNames;
  std::array<std::size_t, kMaxExtras> extraLengths;
};

bool takeLength(ByteReader& bytes, std::size_t& length)
{
  std::uint64_t value = 0;
  if (!bytes.varint(value))
    return false;
  length = static_cast<std::size_t>(value);
  return true;
}

bool takeExtra(ByteReader& bytes, std::string_view& name, std::size_t& length)
{
  unsigned nameLength = 0;
  return bytes.byte(nameLength) && bytes.take(nameLength, name) && takeLength(bytes, length);
}

/// Takes the directory off the front; false unless it says @p count rows.
bool takeDirectory(ByteReader& bytes, std::size_t count, Directory& directory)
{
  std::uint64_t rows = 0;
  unsigned extras = 0;
  if (!bytes.varint(rows) || rows != count || !bytes.byte(extras) || extras > kMaxExtras
      || !takeLength(bytes, directory.keyBytes))
    return false;
  for (std::size_t& length : directory.lengths) {
    if (!takeLength(bytes, length))
      return false;
  }
  directory.extras = extras;
  for (std::size_t i = 0; i < extras; ++i) {
    if (!takeExtra(bytes, directory.extraNames[i], directory.extraLengths[i]))
      return false;
  }
  return true;
}

bool takeExtras(ByteReader& bytes, std::size_t count, const Directory& directory, std::span<const ExtraTarget> targets)
{
  for (const ExtraTarget& target : targets)
    std::fill_n(target.values, count, std::numeric_limits<double>::quiet_NaN());
  for (std::size_t i = 0; i < directory.extras; ++i) {
    std::string_view section;
    if (!bytes.take(directory.extraLengths[i], section))
      return false;
    for (const ExtraTarget& target : targets) {
      if (target.name == directory.extraNames[i] && !takeColumn(section, count, target.values))
        return false;
    }
  }
  return true;
}

}

void TickSections::encodeColumns(
    const BarColumnsSource& source, std::size_t begin, std::size_t end, CodecScratch& scratch, std::string& out) const
{
  const std::size_t count = end - begin;
  std::string& body = scratch.room().body;
  body.clear();
  putVarint(count, out);
  putByte(source.extras.size(), out);
  if (count == 0)
    return;
  putKeys(source.key + begin, count, body);
  putVarint(body.size(), out);
  std::array<const double*, market::kBarColumnCount> values = source.values;
  for (const double*& column : values)
    column += begin;
  for (const std::size_t length : putColumns(values, count, RowOrder::Series, scratch.room(), body))
    putVarint(length, out);
  for (const ExtraSource& extra : source.extras) {
    const std::size_t start = body.size();
    putColumn(extra.values + begin, count, scratch.room(), body);
    putByte(extra.name.size(), out);
    out += extra.name;
    putVarint(body.size() - start, out);
  }
  out += body;
}

bool TickSections::decodeColumns(std::string_view payload, std::size_t count, const BarColumnsTarget& target) const
{
  ByteReader bytes(payload);
  Directory directory;
  std::string_view keys;
  Sections sections;
  if (count == 0 || count > kMaxChunkBars || !takeDirectory(bytes, count, directory)
      || !bytes.take(directory.keyBytes, keys))
    return false;
  for (std::size_t i = 0; i < sections.size(); ++i) {
    if (!bytes.take(directory.lengths[i], sections[i]))
      return false;
  }
  return (!target.key || takeKeys(keys, count, target.key))
      && takeColumns(sections, count, RowOrder::Series, target.values)
      && takeExtras(bytes, count, directory, target.extras) && bytes.isAtEnd();
}

bool TickSections::extraNames(std::string_view payload, std::size_t count, std::vector<std::string_view>& names) const
{
  ByteReader bytes(payload);
  Directory directory;
  if (!takeDirectory(bytes, count, directory))
    return false;
  names.assign(
      directory.extraNames.begin(), directory.extraNames.begin() + static_cast<std::ptrdiff_t>(directory.extras));
  return true;
}

}
