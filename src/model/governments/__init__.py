"""governments"""
