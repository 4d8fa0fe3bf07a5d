// SPDX-License-Identifier: Apache-2.0
#include "core/data/archive_bars.h"

#include "core/base/json.h"
#include "core/storage/bar_codec.h"

#include <nlohmann/json.hpp>

namespace zvt::data {
namespace {

std::unexpected<Error> badFrame(const char* what)
{
  return fail("archive.bad_frame", {{"reason", what}});
}

struct Head {
  BarFrame frame;
  std::int64_t codec = 0;
  std::size_t rows = 0;
  std::size_t bytes = 0;
};

Result<void> readRuns(const Json& json, Head& head)
{
  const auto runs = json.find("runs");
  if (runs == json.end() || !runs->is_array())
    return badFrame("runs");
  std::size_t told = 0;
  for (const Json& run : *runs) {
    if (!run.is_array() || run.size() != 2 || !run[0].is_number_integer() || !run[1].is_number_integer())
      return badFrame("runs");
    const auto count = run[0].get<std::int64_t>();
    if (count <= 0 || count > static_cast<std::int64_t>(head.rows - told))
      return badFrame("runs");
    told += static_cast<std::size_t>(count);
    head.frame.runs.emplace_back(count, run[1].get<std::int64_t>());
  }
  return told == head.rows ? Result<void>() : badFrame("runs");
}

Result<Head> readHead(std::string_view line)
{
  ZVT_TRY(const Json json, parseJson(line));
  Head head;
  ZVT_TRY(head.frame.bars.entityId, jsonString(json, "entity"));
  ZVT_TRY(const std::string level, jsonString(json, "level"));
  ZVT_TRY(head.frame.bars.level, market::parseBarLevel(level));
  ZVT_TRY(head.frame.bars.provider, jsonString(json, "provider"));
  ZVT_TRY(head.codec, jsonInt(json, "codec"));
  ZVT_TRY(const std::int64_t rows, jsonInt(json, "rows"));
  ZVT_TRY(const std::int64_t bytes, jsonInt(json, "bytes"));
  if (rows <= 0 || rows > static_cast<std::int64_t>(storage::kMaxChunkBars) || bytes < 0)
    return badFrame("rows");
  head.rows = static_cast<std::size_t>(rows);
  head.bytes = static_cast<std::size_t>(bytes);
  ZVT_TRY_VOID(readRuns(json, head));
  return head;
}

}

void appendBarFrame(std::string& out, const market::BarSeries& bars, std::size_t begin, std::size_t end,
    const std::vector<std::pair<std::int64_t, std::int64_t>>& runs)
{
  const storage::BarCodec& codec = *storage::findBarCodec(storage::kCurrentCodec);
  const std::string payload = codec.encode(bars, begin, end);
  nlohmann::ordered_json head = {{"entity", bars.entityId}, {"level", market::toString(bars.level)},
      {"provider", bars.provider}, {"codec", codec.id()}, {"rows", end - begin}, {"bytes", payload.size()}};
  head["runs"] = runs;
  out += head.dump();
  out += '\n';
  out += payload;
  out += '\n';
}

Result<BarFrame> takeBarFrame(std::string_view& bytes)
{
  const std::size_t lineEnd = bytes.find('\n');
  if (lineEnd == std::string_view::npos)
    return badFrame("head");
  auto head = readHead(bytes.substr(0, lineEnd));
  if (!head)
    return badFrame("head");
  bytes.remove_prefix(lineEnd + 1);
  if (bytes.size() <= head->bytes || bytes[head->bytes] != '\n')
    return badFrame("length");
  const storage::BarCodec* codec = storage::findBarCodec(head->codec);
  if (codec == nullptr || !codec->decode(bytes.substr(0, head->bytes), head->rows, head->frame.bars))
    return badFrame("bars");
  bytes.remove_prefix(head->bytes + 1);
  return std::move(head->frame);
}

}
