// SPDX-License-Identifier: Apache-2.0
#include "tests/support/zip_file.h"

#include "tests/support/fixtures.h"

#include <QtGlobal>

#include <zlib.h>

#include <algorithm>
#include <cstdint>
#include <string_view>

namespace zvt::tests {
namespace {

constexpr std::string_view kEndOfDirectory("PK\x05\x06", 4);
constexpr std::string_view kDirectoryEntry("PK\x01\x02", 4);
constexpr int kDeflated = 8;

std::uint64_t number(std::string_view bytes, std::size_t at, std::size_t length)
{
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < length; ++i)
    value |= std::uint64_t{static_cast<unsigned char>(bytes.at(at + i))} << (8 * i);
  return value;
}

/// Sizes that stand in the "zip64" extra field, as some programs write them whatever the size.
void readLargeSizes(std::string_view extra, std::uint64_t& size, std::uint64_t& packed)
{
  constexpr std::uint64_t kElsewhere = 0xFFFFFFFF, kZip64 = 1;
  while (extra.size() >= 4) {
    const std::uint64_t length = number(extra, 2, 2);
    if (number(extra, 0, 2) == kZip64) {
      std::size_t at = 4;
      for (std::uint64_t* one : {&size, &packed}) {
        if (*one != kElsewhere)
          continue;
        *one = number(extra, at, 8);
        at += 8;
      }
    }
    extra.remove_prefix(std::min<std::size_t>(4 + length, extra.size()));
  }
}

std::string inflated(std::string_view packed, std::size_t size)
{
  std::string plain(size, '\0');
  z_stream stream{};
  if (inflateInit2(&stream, -MAX_WBITS) != Z_OK)
    qFatal("zlib does not start");
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
  stream.avail_in = static_cast<uInt>(packed.size());
  stream.next_out = reinterpret_cast<Bytef*>(plain.data());
  stream.avail_out = static_cast<uInt>(plain.size());
  const int result = inflate(&stream, Z_FINISH);
  inflateEnd(&stream);
  if (result != Z_STREAM_END)
    qFatal("a zip entry is damaged");
  return plain;
}

}

std::vector<ZipEntry> readZip(const std::filesystem::path& file)
{
  const std::string bytes = readFile(file);
  const std::size_t end = bytes.rfind(kEndOfDirectory);
  if (end == std::string::npos)
    qFatal("%s is no zip file", file.string().c_str());
  const std::uint64_t count = number(bytes, end + 10, 2);
  std::size_t at = number(bytes, end + 16, 4);
  std::vector<ZipEntry> entries;
  for (std::uint64_t i = 0; i < count; ++i) {
    if (bytes.compare(at, kDirectoryEntry.size(), kDirectoryEntry) != 0)
      qFatal("the directory of %s is damaged", file.string().c_str());
    const bool isDeflated = number(bytes, at + 10, 2) == kDeflated;
    std::uint64_t packed = number(bytes, at + 20, 4);
    std::uint64_t size = number(bytes, at + 24, 4);
    const std::uint64_t nameLength = number(bytes, at + 28, 2);
    const std::uint64_t extraLength = number(bytes, at + 30, 2);
    readLargeSizes(std::string_view(bytes).substr(at + 46 + nameLength, extraLength), size, packed);
    const std::uint64_t header = number(bytes, at + 42, 4);
    const std::size_t data = header + 30 + number(bytes, header + 26, 2) + number(bytes, header + 28, 2);
    const std::string_view content = std::string_view(bytes).substr(data, packed);
    entries.push_back({bytes.substr(at + 46, nameLength), isDeflated ? inflated(content, size) : std::string(content)});
    at += 46 + nameLength + extraLength + number(bytes, at + 32, 2);
  }
  return entries;
}

}
