# shellcheck shell=bash
# SPDX-License-Identifier: GPL-3.0-or-later
# step.sh FUNCTION ARGS…: one step of setting up, called by `step` in a shell of its own.

LISTS=$REPO/packaging/dev
# shellcheck source=packaging/dev/say.sh
source "$LISTS/say.sh"
# shellcheck source=packaging/dev/world.sh
source "$LISTS/world.sh"
# shellcheck source=packaging/dev/enter.sh
source "$LISTS/enter.sh"
# shellcheck source=packaging/dev/setup.sh
source "$LISTS/setup.sh"

"$@"
