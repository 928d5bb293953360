"""One module a step, in one line: ``m0001_projects``, ``m0002_memory`` and on."""
