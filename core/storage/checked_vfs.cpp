// SPDX-License-Identifier: Apache-2.0
#include "core/storage/checked_vfs.h"

#include "core/storage/checked_file.h"

#include <cstddef>
#include <map>
#include <memory>
#include <mutex>

#include <sqlite3.h>

namespace zvt::storage {

namespace {

/// Questions to a file of ours (sqlite3_file_control); SQLite keeps the numbers below 100 for itself.
constexpr int kAskDamage = 0x5a565401;
constexpr int kAskChecksums = 0x5a565402;
constexpr int kDeclareChecksums = 0x5a565403;
constexpr int kReadEmptyPages = 0x5a565404;

constexpr int kSubpageReads = 0x8000; ///< SQLITE_IOCAP_SUBPAGE_READ: parts of pages cannot be compared

/// A layer of ours over one that SQLite knows.
struct Layer {
  std::string name;
  sqlite3_vfs vfs{};
  sqlite3_vfs* below = nullptr;
};

/// What SQLite holds for an open database or log; the file of the layer below follows it.
struct CheckedFile {
  sqlite3_file base;
  CheckedPages* pages; ///< of a database
  CheckedLog* log; ///< of a log
};

constexpr std::size_t kBelowAt =
    (sizeof(CheckedFile) + alignof(std::max_align_t) - 1) / alignof(std::max_align_t) * alignof(std::max_align_t);

CheckedFile& of(sqlite3_file* file)
{
  return *reinterpret_cast<CheckedFile*>(file);
}

sqlite3_file* below(sqlite3_file* file)
{
  return reinterpret_cast<sqlite3_file*>(reinterpret_cast<char*>(file) + kBelowAt);
}

sqlite3_vfs* below(sqlite3_vfs* vfs)
{
  return static_cast<Layer*>(vfs->pAppData)->below;
}

int closeFile(sqlite3_file* file)
{
  CheckedFile& own = of(file);
  if (own.pages && own.pages->log)
    own.pages->log->pages = nullptr;
  delete own.log;
  delete own.pages;
  own.log = nullptr;
  own.pages = nullptr;
  return below(file)->pMethods->xClose(below(file));
}

int readFile(sqlite3_file* file, void* buffer, int size, sqlite3_int64 offset)
{
  auto* bytes = static_cast<char*>(buffer);
  return of(file).pages ? of(file).pages->read(bytes, size, offset) : of(file).log->read(bytes, size, offset);
}

int writeFile(sqlite3_file* file, const void* buffer, int size, sqlite3_int64 offset)
{
  const auto* bytes = static_cast<const char*>(buffer);
  return of(file).pages ? of(file).pages->write(bytes, size, offset) : of(file).log->write(bytes, size, offset);
}

int truncateFile(sqlite3_file* file, sqlite3_int64 size)
{
  return below(file)->pMethods->xTruncate(below(file), size);
}

int syncFile(sqlite3_file* file, int flags)
{
  return below(file)->pMethods->xSync(below(file), flags);
}

int fileSize(sqlite3_file* file, sqlite3_int64* size)
{
  return below(file)->pMethods->xFileSize(below(file), size);
}

int lockFile(sqlite3_file* file, int level)
{
  const int code = below(file)->pMethods->xLock(below(file), level);
  if (code == SQLITE_OK && level >= SQLITE_LOCK_RESERVED && of(file).pages)
    of(file).pages->isWritten = true;
  return code;
}

int unlockFile(sqlite3_file* file, int level)
{
  if (of(file).pages)
    of(file).pages->isWritten = false;
  return below(file)->pMethods->xUnlock(below(file), level);
}

int checkReserved(sqlite3_file* file, int* answer)
{
  return below(file)->pMethods->xCheckReservedLock(below(file), answer);
}

/// A question of ours; SQLITE_NOTFOUND: it is none.
int answer(CheckedPages& pages, int question, void* argument)
{
  switch (question) {
  case kAskDamage:
    *static_cast<PageDamage*>(argument) = {pages.damagedPage, pages.isDamageInLog};
    return SQLITE_OK;
  case kAskChecksums:
    static_cast<void>(pages.learn());
    *static_cast<bool*>(argument) = pages.hasChecksums();
    return SQLITE_OK;
  case kDeclareChecksums:
    pages.declare(*static_cast<const bool*>(argument));
    return SQLITE_OK;
  case kReadEmptyPages:
    pages.isCopied = *static_cast<const bool*>(argument);
    return SQLITE_OK;
  default:
    return SQLITE_NOTFOUND;
  }
}

int fileControl(sqlite3_file* file, int question, void* argument)
{
  if (CheckedPages* pages = of(file).pages) {
    if (answer(*pages, question, argument) == SQLITE_OK)
      return SQLITE_OK;
    if (question == SQLITE_FCNTL_CKPT_START)
      pages->beforeCheckpoint();
  }
  return below(file)->pMethods->xFileControl(below(file), question, argument);
}

int sectorSize(sqlite3_file* file)
{
  return below(file)->pMethods->xSectorSize(below(file));
}

int characteristics(sqlite3_file* file)
{
  return below(file)->pMethods->xDeviceCharacteristics(below(file)) & ~kSubpageReads;
}

int shmMap(sqlite3_file* file, int region, int size, int extend, void volatile** memory)
{
  return below(file)->pMethods->xShmMap(below(file), region, size, extend, memory);
}

int shmLock(sqlite3_file* file, int slot, int count, int flags)
{
  constexpr int kWriteSlot = 0; // walformat, 2.3.1: who holds it is the writer
  const bool isUnlock = (flags & SQLITE_SHM_UNLOCK) != 0;
  CheckedPages* pages = slot == kWriteSlot ? of(file).pages : nullptr;
  if (pages && isUnlock && pages->log)
    pages->log->settle();
  const int code = below(file)->pMethods->xShmLock(below(file), slot, count, flags);
  if (pages && (isUnlock || code == SQLITE_OK))
    pages->isWritten = !isUnlock;
  return code;
}

void shmBarrier(sqlite3_file* file)
{
  below(file)->pMethods->xShmBarrier(below(file));
}

int shmUnmap(sqlite3_file* file, int remove)
{
  return below(file)->pMethods->xShmUnmap(below(file), remove);
}

int fetch(sqlite3_file* file, sqlite3_int64 offset, int size, void** memory)
{
  const int code = below(file)->pMethods->xFetch(below(file), offset, size, memory);
  if (code != SQLITE_OK || !*memory || !of(file).pages)
    return code;
  const int checked = of(file).pages->checkMapped(static_cast<const char*>(*memory), size, offset);
  if (checked != SQLITE_OK) {
    below(file)->pMethods->xUnfetch(below(file), offset, *memory);
    *memory = nullptr;
  }
  return checked;
}

int unfetch(sqlite3_file* file, sqlite3_int64 offset, void* memory)
{
  return below(file)->pMethods->xUnfetch(below(file), offset, memory);
}

/// As much as the layer below can do: locks alone, a log, mapped memory.
const sqlite3_io_methods kMethods[] = {
    {1, closeFile, readFile, writeFile, truncateFile, syncFile, fileSize, lockFile, unlockFile, checkReserved,
        fileControl, sectorSize, characteristics, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr},
    {2, closeFile, readFile, writeFile, truncateFile, syncFile, fileSize, lockFile, unlockFile, checkReserved,
        fileControl, sectorSize, characteristics, shmMap, shmLock, shmBarrier, shmUnmap, nullptr, nullptr},
    {3, closeFile, readFile, writeFile, truncateFile, syncFile, fileSize, lockFile, unlockFile, checkReserved,
        fileControl, sectorSize, characteristics, shmMap, shmLock, shmBarrier, shmUnmap, fetch, unfetch}};

const sqlite3_io_methods* methodsOver(const sqlite3_io_methods& lower)
{
  const int version = lower.iVersion >= 3 ? 3 : lower.iVersion;
  return &kMethods[version < 1 ? 0 : version - 1];
}

/// The pages of the database whose log is opened.
CheckedPages* pagesOfLog(sqlite3_filename log)
{
  sqlite3_file* database = sqlite3_database_file_object(log);
  const bool isOurs = database && database->pMethods && database->pMethods->xRead == readFile;
  return isOurs ? of(database).pages : nullptr;
}

int openFile(sqlite3_vfs* vfs, sqlite3_filename name, sqlite3_file* file, int flags, int* outFlags)
{
  const bool isLog = (flags & SQLITE_OPEN_WAL) != 0;
  if (!isLog && (flags & SQLITE_OPEN_MAIN_DB) == 0)
    return below(vfs)->xOpen(below(vfs), name, file, flags, outFlags);
  CheckedFile& own = of(file);
  own = {{nullptr}, nullptr, nullptr};
  below(file)->pMethods = nullptr;
  int code = below(vfs)->xOpen(below(vfs), name, below(file), flags, outFlags);
  if (code == SQLITE_OK && isLog)
    own.log = new (std::nothrow) CheckedLog(below(file), pagesOfLog(name));
  else if (code == SQLITE_OK)
    own.pages = new (std::nothrow) CheckedPages(below(file));
  if (code == SQLITE_OK && !own.log && !own.pages)
    code = SQLITE_IOERR_NOMEM;
  if (code == SQLITE_OK)
    own.base.pMethods = methodsOver(*below(file)->pMethods);
  else if (below(file)->pMethods)
    below(file)->pMethods->xClose(below(file));
  return code;
}

int deleteFile(sqlite3_vfs* vfs, const char* name, int isDurable)
{
  return below(vfs)->xDelete(below(vfs), name, isDurable);
}

int accessFile(sqlite3_vfs* vfs, const char* name, int flags, int* answer)
{
  return below(vfs)->xAccess(below(vfs), name, flags, answer);
}

int fullName(sqlite3_vfs* vfs, const char* name, int size, char* full)
{
  return below(vfs)->xFullPathname(below(vfs), name, size, full);
}

int randomness(sqlite3_vfs* vfs, int size, char* bytes)
{
  return below(vfs)->xRandomness(below(vfs), size, bytes);
}

int sleepBelow(sqlite3_vfs* vfs, int microseconds)
{
  return below(vfs)->xSleep(below(vfs), microseconds);
}

int currentTime(sqlite3_vfs* vfs, double* day)
{
  return below(vfs)->xCurrentTime(below(vfs), day);
}

int currentTime64(sqlite3_vfs* vfs, sqlite3_int64* milliseconds)
{
  return below(vfs)->xCurrentTimeInt64(below(vfs), milliseconds);
}

int lastError(sqlite3_vfs* vfs, int size, char* text)
{
  return below(vfs)->xGetLastError ? below(vfs)->xGetLastError(below(vfs), size, text) : 0;
}

void fill(Layer& layer, sqlite3_vfs* lower)
{
  const bool hasTime64 = lower->iVersion >= 2 && lower->xCurrentTimeInt64;
  layer.below = lower;
  sqlite3_vfs& vfs = layer.vfs;
  vfs.iVersion = hasTime64 ? 2 : 1;
  vfs.szOsFile = static_cast<int>(kBelowAt) + lower->szOsFile;
  vfs.mxPathname = lower->mxPathname;
  vfs.zName = layer.name.c_str();
  vfs.pAppData = &layer;
  vfs.xOpen = openFile;
  vfs.xDelete = deleteFile;
  vfs.xAccess = accessFile;
  vfs.xFullPathname = fullName;
  vfs.xRandomness = randomness;
  vfs.xSleep = sleepBelow;
  vfs.xCurrentTime = currentTime;
  vfs.xGetLastError = lastError;
  vfs.xCurrentTimeInt64 = hasTime64 ? currentTime64 : nullptr;
}

/// The file that checks, or nothing when the connection goes another way.
bool ask(sqlite3* connection, int question, void* argument)
{
  return connection && sqlite3_file_control(connection, "main", question, argument) == SQLITE_OK;
}

}

std::string checkedVfs(const std::string& base)
{
  static auto& guard = *new std::mutex;
  // Never destroyed: SQLite refers to them until the program ends, and later than anything of ours does.
  static auto& layers = *new std::map<std::string, std::unique_ptr<Layer>>;
  const std::lock_guard lock(guard);
  sqlite3_vfs* lower = sqlite3_vfs_find(base.empty() ? nullptr : base.c_str());
  if (!lower)
    return base;
  auto& layer = layers[lower->zName];
  if (layer && layer->below == lower)
    return layer->name;
  if (!layer) {
    layer = std::make_unique<Layer>();
    layer->name = "zvt-checked-over-" + std::string(lower->zName);
  }
  fill(*layer, lower);
  return sqlite3_vfs_register(&layer->vfs, 0) == SQLITE_OK ? layer->name : base;
}

std::optional<PageDamage> lastPageDamage(sqlite3* connection)
{
  PageDamage damage;
  if (!ask(connection, kAskDamage, &damage) || damage.page == 0)
    return std::nullopt;
  return damage;
}

bool hasPageChecksums(sqlite3* connection)
{
  bool answer = false;
  return ask(connection, kAskChecksums, &answer) && answer;
}

void declarePageChecksums(sqlite3* connection, bool hasChecksums)
{
  ask(connection, kDeclareChecksums, &hasChecksums);
}

void readEmptyPages(sqlite3* connection, bool areRead)
{
  ask(connection, kReadEmptyPages, &areRead);
}

}
