// SPDX-License-Identifier: GPL-3.0-or-later
// Precompiled for each driver; a file includes what it uses all the same.
#pragma once
#include <QSqlDatabase>
#include <QSqlError>
#include <QtConcurrent>
#include <QtCore>
#include <nlohmann/json.hpp>

#include <expected>
#include <functional>
#include <memory>
#include <optional>
#include <vector>
