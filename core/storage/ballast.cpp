// SPDX-License-Identifier: Apache-2.0
#include "core/storage/ballast.h"

#include "core/base/file_system.h"

#include <algorithm>
#include <utility>

namespace zvt::storage {

namespace {

/// Bytes that no file system compresses or leaves out: xorshift64 (Marsaglia, Xorshift RNGs, 2003) from a fixed seed.
std::string incompressible(std::size_t size)
{
  std::string bytes(size, '\0');
  std::uint64_t word = 88172645463325252ULL;
  for (char& byte : bytes) {
    word ^= word << 13U;
    word ^= word >> 7U;
    word ^= word << 17U;
    byte = static_cast<char>(word & 0xffU);
  }
  return bytes;
}

}

Ballast::Ballast(std::filesystem::path file, std::size_t bytes, FileSystem& fileSystem, FreeSpace freeSpace)
    : m_file(std::move(file))
    , m_bytes(bytes)
    , m_fileSystem(fileSystem)
    , m_freeSpace(std::move(freeSpace))
{
}

/// A file that took the last room would bring about what it is kept against.
bool Ballast::hasRoom() const
{
  const auto free = m_freeSpace(m_file.parent_path());
  return !free || *free / 2 >= m_bytes;
}

bool Ballast::keep()
{
  const std::lock_guard lock(m_guard);
  m_wasAbandoned = false;
  if (m_bytes == 0 || m_fileSystem.exists(m_file))
    return true;
  if (!hasRoom())
    return false;
  constexpr std::size_t kPart = 1U << 20U;
  const std::string part = incompressible(std::min(m_bytes, kPart));
  auto file = m_fileSystem.createAtomically(m_file);
  for (std::size_t done = 0; file && done < m_bytes; done += part.size()) {
    m_wasAbandoned = m_releasing > 0;
    const auto size = std::min(part.size(), m_bytes - done);
    if (m_wasAbandoned || !(*file)->write(std::string_view(part).substr(0, size)))
      return false; // what was written goes with the object
  }
  return file && (*file)->commit().has_value();
}

bool Ballast::release()
{
  if (m_bytes == 0)
    return false;
  ++m_releasing;
  const std::lock_guard lock(m_guard);
  --m_releasing;
  const bool wasAbandoned = std::exchange(m_wasAbandoned, false);
  return m_fileSystem.remove(m_file).has_value() || wasAbandoned;
}

}
