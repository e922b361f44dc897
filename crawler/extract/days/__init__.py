"""How are days counted, written as sets, and weighed against each other?"""
