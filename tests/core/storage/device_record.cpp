// SPDX-License-Identifier: Apache-2.0
#include "tests/core/storage/device_record.h"

#include "core/base/random.h"

#include <algorithm>
#include <optional>

namespace zvt::tests {

namespace {

constexpr std::size_t kSector = 512;

using Step = DeviceRecord::Step;

/// Writes some of the sectors that a write touches.
void writeTorn(std::string& content, const Step& step, Random& random)
{
  std::size_t at = 0;
  while (at < step.bytes.size()) {
    const std::size_t size = std::min(kSector - (step.offset + at) % kSector, step.bytes.size() - at);
    if (random.below(2) == 0)
      writeAt(content, step.offset + at, std::string_view(step.bytes).substr(at, size));
    at += size;
  }
}

/// A name on the platter, and what was done to it since it was last synced.
struct Platter {
  std::optional<std::string> durable;
  std::vector<const Step*> unsynced;

  void sync()
  {
    for (const Step* step : unsynced)
      apply(*step);
    unsynced.clear();
  }

  void apply(const Step& step)
  {
    if (step.kind == Step::Kind::Remove) {
      durable.reset();
      return;
    }
    if (!durable)
      durable.emplace();
    if (step.kind == Step::Kind::Truncate)
      durable->resize(step.offset, '\0');
    else
      writeAt(*durable, step.offset, step.bytes);
  }

  void cut(Random& random)
  {
    const std::uint64_t fate = random.below(4); // all lost, all there, whole operations by chance, torn
    for (const Step* step : unsynced) {
      const bool stays = fate == 1 || (fate > 1 && random.below(2) == 0);
      if (step->kind == Step::Kind::Remove && !stays)
        return; // what was written later belongs to another file, whose name was never durable
      if (fate == 3 && step->kind == Step::Kind::Write && durable)
        writeTorn(*durable, *step, random);
      else if (stays)
        apply(*step);
    }
    unsynced.clear();
  }
};

}

void writeAt(std::string& content, std::size_t offset, std::string_view bytes)
{
  if (content.size() < offset + bytes.size())
    content.resize(offset + bytes.size(), '\0');
  content.replace(offset, bytes.size(), bytes);
}

void DeviceRecord::start(DeviceImage image)
{
  m_base = std::move(image);
  m_steps.clear();
}

void DeviceRecord::write(const std::string& file, std::size_t offset, std::string_view bytes)
{
  m_steps.push_back({Step::Kind::Write, file, offset, std::string(bytes)});
}

void DeviceRecord::truncate(const std::string& file, std::size_t size)
{
  m_steps.push_back({Step::Kind::Truncate, file, size, {}});
}

void DeviceRecord::remove(const std::string& file)
{
  m_steps.push_back({Step::Kind::Remove, file, 0, {}});
}

void DeviceRecord::sync(const std::string& file)
{
  m_steps.push_back({Step::Kind::Sync, file, 0, {}});
}

DeviceImage DeviceRecord::afterPowerCut(std::size_t moment, std::uint64_t seed) const
{
  std::map<std::string, Platter, std::less<>> device;
  for (const auto& [name, content] : m_base)
    device[name].durable = content;
  for (std::size_t i = 0; i < std::min(moment, m_steps.size()); ++i) {
    const Step& step = m_steps[i];
    Platter& platter = device[step.file];
    if (step.kind == Step::Kind::Sync)
      platter.sync();
    else
      platter.unsynced.push_back(&step);
  }
  SeededRandom random(seed);
  DeviceImage image;
  for (auto& [name, platter] : device) {
    platter.cut(random);
    if (platter.durable)
      image.emplace(name, *std::move(platter.durable));
  }
  return image;
}

}
