// SPDX-License-Identifier: Apache-2.0
#include "tests/core/storage/fault_vfs.h"

#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstring>
#include <memory>
#include <mutex>
#include <utility>

namespace zvt::tests {

namespace {

constexpr std::size_t kKinds = 7;

/// A file as the running program sees it, with SQLite's locks on it.
struct Node {
  std::string content;
  int shared = 0;
  bool reserved = false;
  bool pending = false;
  bool exclusive = false;
  std::vector<std::unique_ptr<std::string>> regions; ///< shared memory
  std::array<int, SQLITE_SHM_NLOCK> slots{}; ///< > 0: shared by so many; -1: exclusive
};

}

struct FaultVfs::State {
  std::string name;
  sqlite3_vfs vfs{};
  mutable std::recursive_mutex guard;
  std::map<std::string, std::shared_ptr<Node>, std::less<>> files;
  DeviceRecord record;
  std::array<std::uint64_t, kKinds> counts{};
  FileOperation failKind = FileOperation::Read;
  std::uint64_t failCount = 0; ///< counts[failKind] at which it fails
  FileFault fault = FileFault::Io;
  bool failed = false;
  std::function<bool()> isFull;

  /// Counts an operation; true when it is to fail.
  bool fails(FileOperation kind)
  {
    const std::uint64_t number = ++counts[static_cast<std::size_t>(kind)];
    if (kind == FileOperation::Write && isFull && isFull()) {
      fault = FileFault::Full;
      failed = true;
      return true;
    }
    if (failCount == 0 || kind != failKind || number != failCount)
      return false;
    failed = true;
    return true;
  }
};

namespace {

using State = FaultVfs::State;
using Lock = std::lock_guard<std::recursive_mutex>;

/// What SQLite holds for an open file; lives in memory that SQLite gave.
struct OpenFile {
  sqlite3_file base;
  State* state;
  std::shared_ptr<Node> node;
  std::string name;
  int level; ///< SQLITE_LOCK_…
  std::array<int, SQLITE_SHM_NLOCK> slots; ///< as in Node, this connection's part
  bool deleteOnClose;
};

OpenFile& of(sqlite3_file* file)
{
  return *reinterpret_cast<OpenFile*>(file);
}

int unlockTo(OpenFile& file, int level)
{
  Node& node = *file.node;
  if (file.level >= SQLITE_LOCK_RESERVED && level < SQLITE_LOCK_RESERVED)
    node.reserved = false;
  if (file.level >= SQLITE_LOCK_PENDING && level < SQLITE_LOCK_PENDING)
    node.pending = false;
  if (file.level == SQLITE_LOCK_EXCLUSIVE && level < SQLITE_LOCK_EXCLUSIVE)
    node.exclusive = false;
  if (file.level >= SQLITE_LOCK_SHARED && level < SQLITE_LOCK_SHARED)
    --node.shared;
  file.level = std::min(file.level, level);
  return SQLITE_OK;
}

int closeFile(sqlite3_file* base)
{
  OpenFile& file = of(base);
  State& state = *file.state;
  const Lock lock(state.guard);
  unlockTo(file, SQLITE_LOCK_NONE);
  if (file.deleteOnClose)
    state.files.erase(file.name);
  std::destroy_at(&file);
  return SQLITE_OK;
}

int readFile(sqlite3_file* base, void* buffer, int size, sqlite3_int64 offset)
{
  const OpenFile& file = of(base);
  const Lock lock(file.state->guard);
  if (file.state->fails(FileOperation::Read))
    return SQLITE_IOERR_READ;
  const std::string& content = file.node->content;
  const auto from = std::min(static_cast<std::size_t>(offset), content.size());
  const auto have = std::min(static_cast<std::size_t>(size), content.size() - from);
  std::memcpy(buffer, content.data() + from, have);
  std::memset(static_cast<char*>(buffer) + have, 0, static_cast<std::size_t>(size) - have);
  return have == static_cast<std::size_t>(size) ? SQLITE_OK : SQLITE_IOERR_SHORT_READ;
}

int writeFile(sqlite3_file* base, const void* buffer, int size, sqlite3_int64 offset)
{
  OpenFile& file = of(base);
  State& state = *file.state;
  const Lock lock(state.guard);
  const bool fails = state.fails(FileOperation::Write);
  if (fails && state.fault != FileFault::Short)
    return state.fault == FileFault::Full ? SQLITE_FULL : SQLITE_IOERR_WRITE;
  const auto written = static_cast<std::size_t>(fails ? size / 2 : size);
  const std::string_view bytes(static_cast<const char*>(buffer), written);
  writeAt(file.node->content, static_cast<std::size_t>(offset), bytes);
  state.record.write(file.name, static_cast<std::size_t>(offset), bytes);
  return fails ? SQLITE_FULL : SQLITE_OK;
}

int truncateFile(sqlite3_file* base, sqlite3_int64 size)
{
  OpenFile& file = of(base);
  const Lock lock(file.state->guard);
  if (file.state->fails(FileOperation::Truncate))
    return SQLITE_IOERR_TRUNCATE;
  file.node->content.resize(static_cast<std::size_t>(size), '\0');
  file.state->record.truncate(file.name, static_cast<std::size_t>(size));
  return SQLITE_OK;
}

int syncFile(sqlite3_file* base, int)
{
  const OpenFile& file = of(base);
  const Lock lock(file.state->guard);
  if (file.state->fails(FileOperation::Sync))
    return SQLITE_IOERR_FSYNC;
  file.state->record.sync(file.name);
  return SQLITE_OK;
}

int fileSize(sqlite3_file* base, sqlite3_int64* size)
{
  const OpenFile& file = of(base);
  const Lock lock(file.state->guard);
  *size = static_cast<sqlite3_int64>(file.node->content.size());
  return SQLITE_OK;
}

bool mayLock(const OpenFile& file, int level)
{
  const Node& node = *file.node;
  const int others = node.shared - (file.level >= SQLITE_LOCK_SHARED ? 1 : 0);
  if (level == SQLITE_LOCK_SHARED)
    return !node.pending && !node.exclusive;
  if (level == SQLITE_LOCK_RESERVED)
    return !node.reserved || file.level >= SQLITE_LOCK_RESERVED;
  return others == 0;
}

int lockFile(sqlite3_file* base, int level)
{
  OpenFile& file = of(base);
  const Lock lock(file.state->guard);
  if (file.level >= level)
    return SQLITE_OK;
  if (file.state->fails(FileOperation::Lock))
    return SQLITE_IOERR_LOCK;
  Node& node = *file.node;
  if (level == SQLITE_LOCK_EXCLUSIVE && !mayLock(file, level)) {
    node.pending = true;
    file.level = std::max(file.level, SQLITE_LOCK_PENDING);
    return SQLITE_BUSY;
  }
  if (!mayLock(file, level))
    return SQLITE_BUSY;
  node.shared += level == SQLITE_LOCK_SHARED ? 1 : 0;
  node.reserved = node.reserved || level >= SQLITE_LOCK_RESERVED;
  node.exclusive = node.exclusive || level == SQLITE_LOCK_EXCLUSIVE;
  file.level = level;
  return SQLITE_OK;
}

int unlockFile(sqlite3_file* base, int level)
{
  const Lock lock(of(base).state->guard);
  return unlockTo(of(base), level);
}

int checkReserved(sqlite3_file* base, int* answer)
{
  const Lock lock(of(base).state->guard);
  *answer = of(base).node->reserved ? 1 : 0;
  return SQLITE_OK;
}

int fileControl(sqlite3_file*, int, void*)
{
  return SQLITE_NOTFOUND;
}

int sectorSize(sqlite3_file*)
{
  return 4'096; // what the operating system's layer says
}

int characteristics(sqlite3_file*)
{
  return SQLITE_IOCAP_POWERSAFE_OVERWRITE; // as the operating system's layer: bytes beside a write are safe
}

int shmMap(sqlite3_file* base, int region, int size, int extend, void volatile** memory)
{
  OpenFile& file = of(base);
  const Lock lock(file.state->guard);
  auto& regions = file.node->regions;
  *memory = nullptr;
  while (extend != 0 && regions.size() <= static_cast<std::size_t>(region))
    regions.push_back(std::make_unique<std::string>(static_cast<std::size_t>(size), '\0'));
  if (static_cast<std::size_t>(region) < regions.size())
    *memory = regions[static_cast<std::size_t>(region)]->data();
  return SQLITE_OK;
}

int shmLock(sqlite3_file* base, int offset, int count, int flags)
{
  OpenFile& file = of(base);
  const Lock lock(file.state->guard);
  const bool isExclusive = (flags & SQLITE_SHM_EXCLUSIVE) != 0;
  if ((flags & SQLITE_SHM_LOCK) != 0 && file.state->fails(FileOperation::Lock))
    return SQLITE_IOERR_SHMLOCK;
  for (auto slot = static_cast<std::size_t>(offset); slot < static_cast<std::size_t>(offset + count); ++slot) {
    const int held = file.node->slots[slot];
    if ((flags & SQLITE_SHM_LOCK) != 0 && (isExclusive ? held != 0 : held < 0) && file.slots[slot] == 0)
      return SQLITE_BUSY;
  }
  for (auto slot = static_cast<std::size_t>(offset); slot < static_cast<std::size_t>(offset + count); ++slot) {
    int& all = file.node->slots[slot];
    int& own = file.slots[slot];
    if ((flags & SQLITE_SHM_UNLOCK) != 0) {
      all -= own;
      own = 0;
    } else if (own == 0) {
      own = isExclusive ? -1 : 1;
      all += own;
    }
  }
  return SQLITE_OK;
}

void shmBarrier(sqlite3_file* base)
{
  const Lock lock(of(base).state->guard);
}

int shmUnmap(sqlite3_file* base, int)
{
  OpenFile& file = of(base);
  const Lock lock(file.state->guard);
  for (std::size_t slot = 0; slot < file.slots.size(); ++slot)
    file.node->slots[slot] -= std::exchange(file.slots[slot], 0);
  return SQLITE_OK;
}

const sqlite3_io_methods kMethods = {2, closeFile, readFile, writeFile, truncateFile, syncFile, fileSize, lockFile,
    unlockFile, checkReserved, fileControl, sectorSize, characteristics, shmMap, shmLock, shmBarrier, shmUnmap, nullptr,
    nullptr};

State& of(sqlite3_vfs* vfs)
{
  return *static_cast<State*>(vfs->pAppData);
}

int openFile(sqlite3_vfs* vfs, sqlite3_filename name, sqlite3_file* base, int flags, int* outFlags)
{
  State& state = of(vfs);
  const Lock lock(state.guard);
  base->pMethods = nullptr;
  if (state.fails(FileOperation::Open))
    return SQLITE_CANTOPEN;
  const std::string path = name ? name : "temporary-" + std::to_string(state.record.moment());
  auto found = state.files.find(path);
  if (found == state.files.end()) {
    if ((flags & SQLITE_OPEN_CREATE) == 0)
      return SQLITE_CANTOPEN;
    found = state.files.emplace(path, std::make_shared<Node>()).first;
    state.record.truncate(path, 0);
  }
  auto* file = reinterpret_cast<OpenFile*>(base);
  std::construct_at(file,
      OpenFile{
          {&kMethods}, &state, found->second, path, SQLITE_LOCK_NONE, {}, (flags & SQLITE_OPEN_DELETEONCLOSE) != 0});
  if (outFlags)
    *outFlags = flags;
  return SQLITE_OK;
}

int deleteFile(sqlite3_vfs* vfs, const char* name, int isDurable)
{
  State& state = of(vfs);
  const Lock lock(state.guard);
  if (state.fails(FileOperation::Delete))
    return SQLITE_IOERR_DELETE;
  if (state.files.erase(name) == 0)
    return SQLITE_IOERR_DELETE_NOENT;
  state.record.remove(name);
  if (isDurable != 0)
    state.record.sync(name);
  return SQLITE_OK;
}

int accessFile(sqlite3_vfs* vfs, const char* name, int, int* answer)
{
  State& state = of(vfs);
  const Lock lock(state.guard);
  *answer = state.files.contains(name) ? 1 : 0;
  return SQLITE_OK;
}

int fullName(sqlite3_vfs*, const char* name, int size, char* full)
{
  sqlite3_snprintf(size, full, "%s", name);
  return SQLITE_OK;
}

int noRandomness(sqlite3_vfs*, int size, char* bytes)
{
  static std::atomic<unsigned> counter = 0; // salts of write-ahead logs have to differ, no more
  for (int i = 0; i < size; ++i)
    bytes[i] = static_cast<char>((++counter * 2'654'435'761U) >> 13U);
  return size;
}

int sleepAsSystem(sqlite3_vfs*, int microseconds)
{
  sqlite3_vfs* system = sqlite3_vfs_find(nullptr);
  return system->xSleep(system, microseconds);
}

int standingTime(sqlite3_vfs*, double* day)
{
  *day = 2'460'310.5; // 2024-01-01
  return SQLITE_OK;
}

int lastError(sqlite3_vfs*, int, char*)
{
  return 0;
}

}

FaultVfs::FaultVfs()
    : m_state(std::make_unique<State>())
{
  static std::atomic<int> number = 0;
  m_state->name = "zvt-fault-" + std::to_string(++number);
  sqlite3_vfs& vfs = m_state->vfs;
  vfs.iVersion = 1;
  vfs.szOsFile = sizeof(OpenFile);
  vfs.mxPathname = 1'024;
  vfs.zName = m_state->name.c_str();
  vfs.pAppData = m_state.get();
  vfs.xOpen = openFile;
  vfs.xDelete = deleteFile;
  vfs.xAccess = accessFile;
  vfs.xFullPathname = fullName;
  vfs.xRandomness = noRandomness;
  vfs.xSleep = sleepAsSystem;
  vfs.xCurrentTime = standingTime;
  vfs.xGetLastError = lastError;
  sqlite3_initialize();
  sqlite3_vfs_register(&vfs, 0);
}

FaultVfs::~FaultVfs()
{
  sqlite3_vfs_unregister(&m_state->vfs);
}

const std::string& FaultVfs::name() const
{
  return m_state->name;
}

void FaultVfs::load(DeviceImage image)
{
  const Lock lock(m_state->guard);
  m_state->files.clear();
  for (const auto& [name, content] : image)
    m_state->files.emplace(name, std::make_shared<Node>()).first->second->content = content;
  m_state->record.start(std::move(image));
  m_state->counts.fill(0);
  m_state->failCount = 0;
}

DeviceImage FaultVfs::contents() const
{
  const Lock lock(m_state->guard);
  DeviceImage image;
  for (const auto& [name, node] : m_state->files)
    image.emplace(name, node->content);
  return image;
}

std::size_t FaultVfs::moment() const
{
  const Lock lock(m_state->guard);
  return m_state->record.moment();
}

DeviceImage FaultVfs::afterPowerCut(std::size_t moment, std::uint64_t seed) const
{
  const Lock lock(m_state->guard);
  return m_state->record.afterPowerCut(moment, seed);
}

void FaultVfs::failAt(FileOperation kind, std::uint64_t n, FileFault fault)
{
  const Lock lock(m_state->guard);
  m_state->failKind = kind;
  m_state->failCount = n == 0 ? 0 : m_state->counts[static_cast<std::size_t>(kind)] + n;
  m_state->fault = fault;
  m_state->failed = false;
}

void FaultVfs::fillWhile(std::function<bool()> isFull)
{
  const Lock lock(m_state->guard);
  m_state->isFull = std::move(isFull);
}

bool FaultVfs::hasFailed() const
{
  const Lock lock(m_state->guard);
  return m_state->failed;
}

std::uint64_t FaultVfs::count(FileOperation kind) const
{
  const Lock lock(m_state->guard);
  return m_state->counts[static_cast<std::size_t>(kind)];
}

}
