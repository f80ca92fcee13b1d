// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QtConcurrent>
#include <QtCore>
#include <QtGui>
#include <QtWidgets>
#include <expected>
#include <functional>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <vector>
