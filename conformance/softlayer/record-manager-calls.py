"""Runs cases of manager methods through softlayer-python and prints the calls that it makes.

Reads standard input, one JSON object a line. The first has "shared" answers by name. Each other one is a
case: manager, method, args, kwargs, answers (by "Service::method"; "@name" is a shared one, and any call
beside them is answered with true). Prints every line, with "calls" filled in unless the case has "since":
then it tells of a later version than the one that is installed.
"""
import copy
import datetime
import json
import sys
import types

import SoftLayer
from SoftLayer import managers
from SoftLayer.managers import hardware, vs
from SoftLayer.managers.autoscale import AutoScaleManager
from SoftLayer.managers.email import EmailManager
from SoftLayer.managers.license import LicensesManager
from SoftLayer.managers.search import SearchManager
from SoftLayer.transports import SoftLayerListResult

# Waits are not waited for.
import time
time.sleep = lambda seconds: None


class Midnight(datetime.datetime):
    """For what orders say of the time, it is always the same one."""

    @classmethod
    def now(cls, tz=None):
        return cls(2026, 1, 1, tzinfo=tz)

    @classmethod
    def today(cls):
        return cls.now()


hardware.datetime = vs.datetime = types.SimpleNamespace(
    datetime=Midnight, date=Midnight, timedelta=datetime.timedelta)

# Those that the package does not have under one name.
further = {manager.__name__: manager for manager in (
    AutoScaleManager, EmailManager, LicensesManager, SearchManager)}


class Recorder:
    """A transport that answers by the case and keeps what was asked."""

    def __init__(self, answers):
        self.answers = answers
        self.calls = []

    def __call__(self, request):
        name = '%s::%s' % (request.service.replace('SoftLayer_', '', 1), request.method)
        parts = {'call': name, 'args': list(request.args), 'id': request.identifier,
                 'mask': request.mask, 'filter': request.filter or None,
                 'limit': request.limit, 'offset': request.offset}
        self.calls.append(copy.deepcopy({k: v for k, v in parts.items() if v is not None}))
        answer = copy.deepcopy(self.answers.get(name, True))
        if isinstance(answer, list):
            return SoftLayerListResult(answer, len(answer))
        return answer


shared = {}
for line in sys.stdin:
    case = json.loads(line)
    shared.update(case.get('shared', {}))
    if 'shared' in case or 'since' in case:
        print(json.dumps(case))
        continue
    answers = case.get('answers', {})
    recorder = Recorder({
        name: shared[value[1:]] if isinstance(value, str) and value.startswith('@') else value
        for name, value in answers.items()})
    client = SoftLayer.BaseClient(transport=recorder)
    factory = further.get(case['manager']) or getattr(managers, case['manager'])
    method = getattr(factory(client), case['method'])
    # Some methods change what they are given.
    result = method(*copy.deepcopy(case.get('args', [])), **copy.deepcopy(case.get('kwargs', {})))
    if hasattr(result, '__next__'):
        list(result)
    case['calls'] = recorder.calls
    print(json.dumps(case))
